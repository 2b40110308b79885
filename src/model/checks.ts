import type { Check, Control, Observation, Scope } from './check.ts'
import type { Range } from './location.ts'
import type { SourceFile } from './snapshot.ts'

/** What a file check sees: the engine adds the path. Without a range it is about the whole file. */
export interface FileObservation extends Omit<Observation, 'location' | 'scope'> {
  readonly range?: Range | undefined
}

export interface FileCheck<Params> extends Control<Params> {
  /** Everything that one file decides. Pure; cached by content. */
  readonly inspect: (file: SourceFile) => Iterable<FileObservation>
  /** Adapts what was seen to the policy's parameters and the path's class; `undefined` drops it. */
  readonly adapt?: (observation: FileObservation, path: string, scope: Scope<Params>) => FileObservation | undefined
}

/** A check that can tell from one file alone. Most checks are this. */
export function fileCheck<Params = Record<never, never>>(check: FileCheck<Params>): Check<FileObservation, Params> {
  const { inspect, adapt, ...control } = check
  return {
    ...control,
    judged: 'file',
    collect: inspect,
    *judge(observations, scope) {
      for (const { path, fact } of observations) {
        const adapted = adapt ? adapt(fact, path, scope) : fact
        if (!adapted) continue
        const { range, ...rest } = adapted
        yield { ...rest, location: { path, range } }
      }
    },
  }
}

/** A check that has to see several files together: a metric and its alert, a variable and its example entry. */
export function repositoryCheck<Fact, Params = Record<never, never>>(check: Omit<Check<Fact, Params>, 'judged'>): Check<Fact, Params> {
  return { ...check, judged: 'repository' }
}

/**
 * A control that no file can show: a person says so, in the policy. It looks at nothing; what is attested, and what is missing
 * where the policy requires it, is told when attestations are judged.
 */
export function attestCheck(control: Omit<Control, 'kind' | 'files' | 'examples'>): Check {
  return {
    ...control,
    kind: 'attest',
    files: [],
    examples: { bad: {}, good: {} },
    judged: 'repository',
    collect: () => [],
    judge: () => [],
  }
}
