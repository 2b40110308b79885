import type { Observation } from '#model/check'
import type { Result, Unreadable } from '#model/evaluation'
import type { UnreadableFile } from '#model/facts'
import type { ClassOf } from '#model/path-class'
import type { Policy } from '#model/policy'
import { POLICY_CONTROLS } from '#model/policy-controls'
import type { State } from '../facts/store.ts'
import { policyResult } from './policy-result.ts'

const CONTROL = 'policy/unreadable'

/** Files that some check names and could not look at, by path; ignored ones are as good as absent. */
export function unreadableOf(state: State, classOf: ClassOf): readonly Unreadable[] {
  return state.parts
    .flatMap(({ remarks }) => remarks)
    .flatMap(([path, { unreadable }]) => (unreadable && hides(path, unreadable, classOf) ? [{ path, ...unreadable }] : []))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** What is ignored is as good as absent; and what a link names may be looked at where it stands. */
function hides(path: string, { target }: UnreadableFile, classOf: ClassOf): boolean {
  return classOf(path) !== 'ignored' && (target === undefined || classOf(target) !== 'production')
}

/** A text that required controls name and that nobody could look at is a problem of its own. */
export function judgeUnreadable(files: readonly Unreadable[], policy: Policy, classOf: ClassOf): Result {
  return policyResult(CONTROL, files.filter((file) => isWanted(file, policy, classOf)).map(observe))
}

function isWanted({ path, text, controls }: Unreadable, policy: Policy, classOf: ClassOf): boolean {
  return text && classOf(path) === 'production' && controls.some((id) => policy.rules.get(id)?.level === 'required')
}

function observe({ path, reason, cause, controls }: Unreadable): Observation {
  return {
    subject: 'file',
    location: { path },
    problem: {
      message: `This file could not be looked at: ${reason}. ${controls.length === 1 ? `${controls[0]} names it` : `${controls.length} controls name it`}. ${POLICY_CONTROLS[CONTROL].remedy}`,
      rating: 'red',
      // What no parser takes runs nowhere either; what a limit hides would run.
      severity: cause === 'limit' ? 'high' : 'medium',
    },
  }
}
