import { existsSync, readFileSync } from 'node:fs'
import { catalogue } from '#catalogue'
import type { Catalogue, Profile } from '#model/check'
import { dimensionOf } from '#model/evaluation'
import { POLICY_PATH } from '#model/policy-file'
import { EXIT, type ExitCode, UsageError } from './failure.ts'
import { publish } from './output.ts'

export interface ControlsOptions {
  readonly format: 'pretty' | 'json'
  readonly profile: Profile
  readonly output?: string | undefined
}

/** `readiness controls`: the catalogue as a list. */
export function controls({ format, profile, output }: ControlsOptions): ExitCode {
  const list = Object.entries(catalogue).map(([id, { title, severity, level, kind, since }]) => ({
    id,
    title,
    dimension: dimensionOf(id),
    severity,
    level: level[profile],
    kind,
    since,
  }))
  const width = Math.max(...list.map(({ id }) => id.length))
  const pretty = () =>
    list.map(({ id, severity, level, title }) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${level.padEnd(8)}  ${title}\n`).join('')
  publish(format === 'json' ? `${JSON.stringify(list, undefined, 2)}\n` : pretty(), output)
  return EXIT.passed
}

/** `readiness explain`: the page of one control, of the catalogue or of the policy in this folder. */
export async function explain(id: string, { output }: { readonly output?: string | undefined }): Promise<ExitCode> {
  const known: Catalogue = { ...catalogue, ...(await declaredHere()) }
  const check = known[id]
  if (!check) {
    const { distance } = await import('fastest-levenshtein')
    const near = Object.keys(known).toSorted((a, b) => distance(a, id) - distance(b, id))[0]
    throw new UsageError(`No control is named ${JSON.stringify(id)}. Did you mean ${near}? \`readiness controls\` lists them all.`)
  }
  const { renderControl } = await import('../reports/control.ts')
  publish(renderControl(id, check), output)
  return EXIT.passed
}

/** Controls of the policy on disk; none where there is no policy, or one with mistakes. */
async function declaredHere(): Promise<Catalogue> {
  if (!existsSync(POLICY_PATH)) return {}
  const [{ parsePolicy }, { customChecks }] = await Promise.all([import('../policy/parse.ts'), import('../policy/custom/check.ts')])
  const { policy } = {
    policy: undefined,
    ...parsePolicy(readFileSync(POLICY_PATH, 'utf8'), { path: POLICY_PATH, source: POLICY_PATH }, catalogue),
  }
  return policy ? customChecks(policy.custom) : {}
}
