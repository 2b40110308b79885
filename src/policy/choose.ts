import type { Catalogue } from '#model/check'
import type { Policy } from '#model/policy'
import { POLICY_PATH, type PolicyFile } from '#model/policy-file'
import { builtinPolicy } from './defaults.ts'
import { matches } from './globs.ts'
import type { Parsed, PolicyLayer } from './layer.ts'
import type { PolicyProblem } from './problem.ts'
import { type FileRead, type KnownPolicies, policyReader, type ReadPolicy } from './read.ts'
import { refusedWaivers } from './refused-waivers.ts'
import { resolvePolicy } from './resolve.ts'
import type { Settings } from './settings.ts'

/** The policy of the owner, above that of the repository. */
export interface Organisation {
  readonly owner: string
  /** Name of the repository that is judged, without its owner. */
  readonly repository: string
  /** Of the owner's `.github` repository, at its default branch. */
  readonly file: PolicyFile
  /** Its earlier versions, newest first. */
  readonly earlier: () => AsyncIterable<PolicyFile>
}

export type Chosen =
  | {
      readonly policy: Policy
      /** Who set each value; absent for the built-in policy. */
      readonly settings?: Settings | undefined
      readonly found: boolean
      readonly notes: readonly string[]
      readonly problems?: undefined
    }
  | { readonly problems: readonly PolicyProblem[]; readonly policy?: undefined }

/** History that is searched for a policy without mistakes. */
const MOST_EARLIER = 50

/**
 * The policy that judges: that of the base; while that has mistakes, the last valid one before it; where there never
 * was any, the built-in one that observes. The organisation's comes under it, if it is asked for or asks to. `known` spares what
 * was found to have no mistakes before.
 */
export async function choosePolicy(
  base: PolicyFile,
  earlier: () => AsyncIterable<PolicyFile>,
  catalogue: Catalogue,
  organisation?: Organisation,
  known?: KnownPolicies,
): Promise<Chosen> {
  const read = policyReader(catalogue, known)
  const above = organisation ? await readOrganisation(organisation, read) : NOTHING_ABOVE
  const own = await lastValid(base, earlier, (file) => readRepository(file, { read, catalogue }, organisation, above.layer))
  if (own.problems) return { problems: own.problems }
  const layers = layersOf(above.layer, own.layer, organisation)
  const notes = [...above.notes, ...own.notes, ...missingNote(own.layer, above.layer)]
  if (layers.length === 0)
    return { policy: builtinPolicy({ source: 'no policy: built-in profile starter' }, catalogue), found: false, notes }
  return { ...resolvePolicy(layers, catalogue), found: true, notes }
}

interface Read {
  /** Absent: there is no file, or (of the organisation) none without mistakes. */
  readonly layer?: PolicyLayer | undefined
  readonly notes: readonly string[]
}

const NOTHING_ABOVE: Read = { notes: [] }

/** A broken policy of the organisation does not stop its repositories. */
async function readOrganisation({ owner, file, earlier }: Organisation, read: ReadPolicy): Promise<Read> {
  const path = `${owner}/.github/${POLICY_PATH}`
  const found = await lastValid(file, earlier, (each) => read(each, { path, source: each.source }))
  if (!found.problems) return found
  return { notes: [`${file.source} has mistakes and there is no valid one before it: judged without the organisation's policy.`] }
}

async function readRepository(
  file: PolicyFile,
  { read, catalogue }: { readonly read: ReadPolicy; readonly catalogue: Catalogue },
  organisation: Organisation | undefined,
  above: PolicyLayer | undefined,
): Promise<FileRead> {
  const inherited = above ? (above.entry.custom ?? []).map(({ id }) => id) : undefined
  const found = await read(file, { path: POLICY_PATH, source: file.source, owner: organisation?.owner, inherited })
  if (found.problems || !found.layer || above) return found
  const refused = refusedWaivers(resolvePolicy([found.layer], catalogue).policy)
  return refused.length > 0 ? { problems: refused } : found
}

async function lastValid(
  newest: PolicyFile,
  earlier: () => AsyncIterable<PolicyFile>,
  read: (file: PolicyFile) => Promise<FileRead>,
): Promise<Parsed<Read>> {
  const { layer, problems } = { layer: undefined, ...(await read(newest)) }
  if (!problems) return { layer, notes: [] }
  let searched = 0
  for await (const file of earlier()) {
    const before = await read(file)
    if (!before.problems && before.layer) {
      const mistakes = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`
      return { layer: before.layer, notes: [`${newest.source} has ${mistakes}: the last valid one judges, ${file.source}.`] }
    }
    if (++searched >= MOST_EARLIER) break
  }
  return { problems }
}

/** It applies where the repository extends it, or where its own list names the repository. */
function layersOf(
  above: PolicyLayer | undefined,
  own: PolicyLayer | undefined,
  organisation: Organisation | undefined,
): readonly PolicyLayer[] {
  const isAsked = own?.entry.extends !== undefined
  const asks = organisation !== undefined && matches(above?.entry.repositories ?? [], organisation.repository)
  return [...(above && (isAsked || asks) ? [above] : []), ...(own ? [own] : [])]
}

function missingNote(own: PolicyLayer | undefined, above: PolicyLayer | undefined): readonly string[] {
  const owner = own?.entry.extends
  return owner === undefined || above ? [] : [`The policy extends that of ${owner}, which is not at hand: judged without it.`]
}
