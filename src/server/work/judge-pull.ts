import { POLICY_PATH, type PolicyFile } from '#model/policy-file'
import { mergeBase } from '../../github/merge-base.ts'
import { changedOwners, ownersAt } from '../../github/owners.ts'
import { pastPolicies } from '../../github/policy-history.ts'
import type { Pull } from '../../github/pull-context.ts'
import { pullSnapshots } from '../../github/pull-snapshots.ts'
import type { Repository } from '../../github/repository.ts'
import type { Commit } from '../../github/snapshot.ts'
import type { Tip } from '../../github/tip.ts'
import { listWhole } from '../../github/trees.ts'
import { saveMode } from '../store/tenants.ts'
import { approvalOf } from './approval.ts'
import type { AboveRepository, Judgement, PullToJudge } from './judge.ts'
import { ORGANISATION, timed, type Works } from './works.ts'

export interface JudgedPull {
  readonly pull: Pull
  readonly judgement: Judgement
  /** By which policies. */
  readonly policy: string
}

export interface Sides {
  /** The tip of the base branch: whose policy judges. */
  readonly tip: Tip
  readonly head: Tip
  /** The owner's `.github` repository. */
  readonly above: Tip | undefined
  /** What the head is compared with, where that is not where it left the base. */
  readonly parent?: Commit | undefined
  /** Name of the base branch. */
  readonly baseRef: string
  /** Whose approvals count: the pull request and the head of it that has to be approved. */
  readonly approved?: { readonly pull: number; readonly head: string } | undefined
  /** ISO 8601. */
  readonly asOf: string
}

/** Judges what a head changes against its base, by the policy at the tip of the base. */
export async function judgePull(works: Works, repository: Repository, sides: Sides): Promise<Judgement> {
  try {
    const judgement = await judgeSides(works, repository, sides)
    await saveMode(works.database, repository.id, sides.baseRef, judgement.mode)
    return judgement
  } catch (error) {
    // The policy is at hand even so, and says whether the failure may pass. What fails now matters less than what failed first.
    await rememberMode(works, repository, sides).catch(() => {})
    throw error
  }
}

async function rememberMode(works: Works, repository: Repository, sides: Sides): Promise<void> {
  await saveMode(works.database, repository.id, sides.baseRef, await works.modeOf(policiesFor(repository, sides)))
}

function policiesFor(repository: Repository, { tip, head, above, baseRef }: Sides): Pick<PullToJudge, 'policy' | 'organisation'> {
  return {
    policy: { base: fileOf(tip, baseRef), head: fileOf(head, 'the head'), earlier: () => earlier(repository, tip, baseRef) },
    organisation: above && organisation(repository, above),
  }
}

async function judgeSides(works: Works, repository: Repository, sides: Sides): Promise<Judgement> {
  const { tip, head, baseRef, approved, asOf } = sides
  const base = await timed(works, 'trees', () => readSides(works, repository, sides))
  const owners = await changedOwners(repository, { base, head }, works.trees)
  // As at GitHub: the owners of today, and not those of the day on which somebody branched off.
  const codeowners = () => ownersAt(repository, tip, works.trees)
  const snapshots = pullSnapshots(repository, { base, head }, works.trees)
  return timed(works, 'judge', () =>
    works.judge({
      ...snapshots,
      repository: repository.id,
      baseRef,
      tip: tip.oid,
      ...policiesFor(repository, sides),
      owners,
      approval: async () => (approved === undefined ? {} : approvalOf(repository, approved, codeowners)),
      asOf,
    }),
  ).finally(() => {
    snapshots.base.close()
    snapshots.head.close()
  })
}

/** Finds the base, and has both trees at hand, in as few steps as there can be. */
async function readSides({ trees }: Works, repository: Repository, { tip, head, parent }: Sides): Promise<Commit> {
  const listing = listWhole(repository, head.tree, trees)
  const finding = parent ?? (tip.oid === head.oid ? head : mergeBase(repository, tip.oid, head.oid))
  const [base] = await Promise.all([finding, listing])
  // Without a common history everything is new against the base as it stands.
  const found = base ?? tip
  await listWhole(repository, found.tree, trees)
  return found
}

function fileOf({ oid, policy }: Tip, name: string): PolicyFile {
  return { source: `${POLICY_PATH} at ${name} (${oid.slice(0, 7)})`, content: policy }
}

async function* earlier(repository: Repository, tip: Tip, name: string): AsyncGenerator<PolicyFile> {
  for await (const { commit, text } of pastPolicies(repository, POLICY_PATH, tip.oid)) {
    if (commit !== tip.oid) yield { source: `${POLICY_PATH} at ${name} (${commit.slice(0, 7)})`, content: { state: 'text', text } }
  }
}

/** A `.github` repository is not above itself. */
function organisation(repository: Repository, above: Tip): AboveRepository | undefined {
  const { owner, repo } = repository.at
  if (repo.toLowerCase() === ORGANISATION) return undefined
  const there = { ...repository, at: { owner, repo: ORGANISATION } }
  const name = `the organisation (${owner}/${ORGANISATION})`
  return { owner, repository: repo, file: fileOf(above, name), earlier: () => earlier(there, above, name) }
}
