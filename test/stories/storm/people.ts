import type { GitHub, GroupHandle, PullHandle, RepositoryHandle } from '../../github/index.ts'
import { BAD, ENFORCED, FINE } from '../arena.ts'

export type Random = () => number

/** People who open, push, retarget, close and press buttons in some repositories, as a seed says. */
export interface People {
  /** Does one thing, and says which. Nothing that people do can fail. */
  act(): Promise<string>
}

const POLICIES = [
  ENFORCED,
  'version: 1\nmode: observe\n',
  'version: 1\nmode: enforce\ngate: { introduced: high }\n',
  'version: 1\nmode: sometimes\n',
]
const MOST_OPEN = 5

interface Place {
  readonly repository: RepositoryHandle
  readonly pulls: PullHandle[]
  readonly groups: GroupHandle[]
  fork: RepositoryHandle | undefined
}

export async function invite(github: GitHub, random: Random, places: readonly RepositoryHandle[]): Promise<People> {
  const all: Place[] = places.map((repository) => ({ repository, pulls: [], groups: [], fork: undefined }))
  let count = 0
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]
  const next = () => ++count
  const acts = Object.entries(deeds(github, { pick, next }))
  return {
    act: async () => {
      const [name, act] = pick(
        acts.flatMap(([deed, { weight, act: does }]) => Array.from({ length: weight }, () => [deed, does] as const)),
      )!
      await act(pick(all)!).catch((error: unknown) => {
        throw new Error(`${name} failed`, { cause: error })
      })
      return name
    },
  }
}

interface Chance {
  readonly pick: <Item>(items: readonly Item[]) => Item | undefined
  readonly next: () => number
}

interface Deed {
  readonly weight: number
  readonly act: (place: Place) => Promise<unknown>
}

function deeds(github: GitHub, { pick, next }: Chance): Readonly<Record<string, Deed>> {
  const change = () => ({
    [`${pick(['web', 'api', 'job'])}/Dockerfile`]: pick([BAD, FINE, 'FROM redis:7.4.1\n'])!,
    [`notes/${next()}.md`]: 'A note.\n',
  })
  const open = (pulls: readonly PullHandle[]) => pulls.filter(({ state }) => state.state === 'open')
  const anyOpen = ({ pulls }: Place) => pick(open(pulls))
  const newest = ({ repository }: Place, pull: PullHandle | undefined) => pull && repository.checkRuns(pull.headSha, 'readiness').at(-1)
  const base = () => pick(['main', 'main', 'release'])!
  const begin = async (place: Place, options: Parameters<RepositoryHandle['openPullRequest']>[0]) => {
    const taken = open(place.pulls).some(({ state }) => state.head.ref === options.head && state.base.ref === options.base)
    if (!taken && open(place.pulls).length < MOST_OPEN) place.pulls.push(await place.repository.openPullRequest(options))
  }
  return {
    open: {
      weight: 6,
      act: async (place) => {
        const head = `change-${next()}`
        await place.repository.commit(head, change())
        await begin(place, { head, base: base() })
      },
    },
    'open another with the same head': {
      weight: 2,
      act: async (place) => {
        const pull = anyOpen(place)
        if (pull && pull.state.head.repository === place.repository.state) await begin(place, { head: pull.state.head.ref, base: base() })
      },
    },
    'open from a fork': {
      weight: 2,
      act: async (place) => {
        place.fork ??= await place.repository.fork(`friend-${place.repository.id}`)
        const head = `change-${next()}`
        await place.fork.commit(head, change())
        await begin(place, { head, base: 'main', from: place.fork })
      },
    },
    push: { weight: 14, act: async (place) => anyOpen(place)?.push(change()) },
    'push three times': {
      weight: 2,
      act: async (place) => {
        const pull = anyOpen(place)
        for (let time = 0; pull && time < 3; time++) await pull.push(change())
      },
    },
    retarget: {
      weight: 3,
      act: async (place) => {
        const pull = anyOpen(place)
        const other = pull?.state.base.ref === 'main' ? 'release' : 'main'
        const taken = open(place.pulls).some(({ state }) => state.head.ref === pull?.state.head.ref && state.base.ref === other)
        if (pull && !taken) await pull.retarget(other)
      },
    },
    close: { weight: 3, act: async (place) => anyOpen(place)?.close() },
    reopen: {
      weight: 2,
      act: async (place) => {
        const closed = pick(place.pulls.filter(({ state }) => state.state === 'closed' && state.mergedAt === undefined))
        const taken = open(place.pulls).some(
          ({ state }) => state.head.ref === closed?.state.head.ref && state.base.ref === closed.state.base.ref,
        )
        if (closed && !taken) await closed.reopen()
      },
    },
    merge: {
      weight: 1,
      act: async (place) =>
        open(place.pulls).length > 2 &&
        anyOpen(place)
          ?.merge()
          .catch(() => {}),
    },
    'talk about it': { weight: 2, act: async (place) => anyOpen(place)?.editTitle(`Title ${next()}`) },
    'make it a draft': { weight: 1, act: async (place) => anyOpen(place)?.setDraft(pick([true, false])!) },
    're-run': {
      weight: 3,
      act: async (place) => {
        const run = newest(place, anyOpen(place))
        if (run) place.repository.rerunCheck(run)
      },
    },
    're-run all': {
      weight: 2,
      act: async (place) => {
        const pull = anyOpen(place)
        if (pull) await place.repository.rerunAll(pull.headSha)
      },
    },
    'press our button': {
      weight: 2,
      act: async (place) => {
        const run = newest(place, anyOpen(place))
        if (run?.status === 'completed') place.repository.pressButton(run, 're-evaluate')
      },
    },
    'change the policy': { weight: 2, act: (place) => place.repository.commit(base(), { '.readiness.yml': pick(POLICIES)! }) },
    'move the base': { weight: 3, act: (place) => place.repository.commit(base(), { [`notes/${next()}.md`]: 'A note.\n' }) },
    enqueue: {
      weight: 2,
      act: async (place) => {
        const pull = pick(open(place.pulls).filter(({ state }) => state.base.ref === 'main'))
        const group = await pull?.enqueue().catch(() => undefined)
        if (group) place.groups.push(group)
      },
    },
    'leave the queue': {
      weight: 2,
      act: async (place) => {
        const group = place.groups.pop()
        if (group && github.state.mergeGroups.has(group.headSha)) await group.drop('dequeued')
      },
    },
  }
}
