import type { Files } from '../git/import.ts'
import type { Account, MergeGroup, Pull, ReviewState } from '../state/nouns.ts'
import { editTitle, mergePull, retarget, setDraft, setState } from '../state/pulls.ts'
import { push } from '../state/push.ts'
import { enqueue, leaveQueue } from '../state/queue.ts'
import { addReview } from '../state/reviews.ts'
import { addAccount, fullName, type World } from '../state/world.ts'

export interface PushOptions {
  readonly message?: string
  readonly force?: boolean
  readonly replace?: boolean
  readonly from?: string
  /** Login of the person who pushes. */
  readonly by?: string
}

/** A pull request as a test holds it: each verb does what a person would do on GitHub, and the webhooks follow. */
export interface PullHandle {
  readonly number: number
  readonly state: Pull
  readonly headSha: string
  /** Commits to the head branch, wherever that is; gives the new head. */
  push(files: Files, options?: PushOptions): Promise<string>
  retarget(base: string, by?: string): Promise<void>
  editTitle(title: string, by?: string): Promise<void>
  setDraft(draft: boolean, by?: string): Promise<void>
  close(by?: string): Promise<void>
  reopen(by?: string): Promise<void>
  /** Merges, whatever the checks say; gives the merge commit. */
  merge(by?: string): Promise<string>
  /** The address of its Checks tab. */
  readonly url: string
  /** Offers a commit on the Checks tab, to be pushed by a press of a button. */
  prepareFix(files: Files, label?: string): void
  /** Enters the merge queue. */
  enqueue(by?: string): Promise<GroupHandle>
  review(by: string, state: ReviewState, body?: string): Promise<void>
}

/** A merge group as a test holds it. */
export interface GroupHandle {
  readonly state: MergeGroup
  readonly headSha: string
  merge(): Promise<void>
  /** Throws it out of the queue. */
  drop(reason: 'invalidated' | 'dequeued'): Promise<void>
}

function groupHandle(world: World, group: MergeGroup): GroupHandle {
  const sender = group.pull.author
  return {
    state: group,
    headSha: group.headSha,
    merge: () => leaveQueue(world, group, 'merged', sender),
    drop: (reason) => leaveQueue(world, group, reason, sender),
  }
}

export function pullHandle(world: World, pull: Pull): PullHandle {
  const who = (login?: string): Account => (login === undefined ? pull.author : addAccount(world, login, 'User'))
  return {
    number: pull.number,
    state: pull,
    get headSha() {
      return pull.head.sha
    },
    push(files, { by, ...options } = {}) {
      const { repository, ref } = pull.head
      if (repository === undefined) throw new Error('the fork was deleted')
      return push(world, repository, { branch: ref, files, author: who(by), ...options })
    },
    get url() {
      return `${world.url}/${fullName(pull.repository)}/pull/${pull.number}/checks`
    },
    prepareFix(files, label = 'Push the fix') {
      world.fixes.set(pull, { label, push: () => this.push(files, { message: label }) })
    },
    retarget: (base, by) => retarget(world, pull, base, who(by)),
    editTitle: (title, by) => editTitle(world, pull, title, who(by)),
    setDraft: (draft, by) => setDraft(world, pull, draft, who(by)),
    close: (by) => setState(world, pull, 'closed', who(by)),
    reopen: (by) => setState(world, pull, 'open', who(by)),
    merge: (by) => mergePull(world, pull, who(by)),
    enqueue: async (by) => groupHandle(world, await enqueue(world, pull, who(by))),
    async review(by, state, body = '') {
      await addReview(world, pull, { author: who(by), state, body, sha: pull.head.sha, comments: [] })
    },
  }
}
