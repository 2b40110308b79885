import type { Files } from '../git/import.ts'
import type { Account, Pull, ReviewState } from '../state/nouns.ts'
import { addReview, editTitle, mergePull, retarget, setDraft, setState } from '../state/pulls.ts'
import { push } from '../state/push.ts'
import { addAccount, type World } from '../state/world.ts'

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
  review(by: string, state: ReviewState, body?: string): Promise<void>
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
    retarget: (base, by) => retarget(world, pull, base, who(by)),
    editTitle: (title, by) => editTitle(world, pull, title, who(by)),
    setDraft: (draft, by) => setDraft(world, pull, draft, who(by)),
    close: (by) => setState(world, pull, 'closed', who(by)),
    reopen: (by) => setState(world, pull, 'open', who(by)),
    merge: (by) => mergePull(world, pull, who(by)),
    async review(by, state, body = '') {
      await addReview(world, pull, who(by), state, body)
    },
  }
}
