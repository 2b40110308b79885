import type { Catalogue, CheckId } from '#model/check'
import type { Policy } from '#model/policy'
import { POLICY_CONTROLS } from '#model/policy-controls'
import { renderSetBy, type Setting } from './provenance.ts'
import type { Settings } from './settings.ts'

/** One value of the policy and where it comes from. */
export interface Explained {
  readonly key: string
  readonly value: string
  readonly by: string
}

/** What one control does and which file and line says so; `undefined` for an unknown one. */
export function explainControl(id: CheckId, { rules }: Settings, policy: Policy): readonly Explained[] | undefined {
  const rule = rules.get(id)
  if (!rule) return undefined
  return [
    explained('level', rule.level),
    explained('severity', rule.severity, 'its own'),
    explained('paths', rule.paths, 'all'),
    ...[...rule.params].map(([name, setting]) => explained(`params.${name}`, setting)),
    ...policy.services.flatMap(({ name, rules: own }) => {
      const { level, severity } = own.get(id) ?? {}
      const value = [level, severity].filter((word) => word !== undefined).join(', ')
      return value === '' ? [] : [{ key: `services.${name}`, value, by: policy.source }]
    }),
    ...policy.waivers
      .filter(({ control }) => control === id)
      .map(({ path, subject, expires, refused, location }) => ({
        key: 'waiver',
        value: [path ?? 'everywhere', subject, expires && `until ${expires}`, refused && `does not hold: ${refused}`]
          .filter(Boolean)
          .join(', '),
        by: `${location.path}:${location.range?.start.line ?? 1}`,
      })),
  ]
}

/** Mode, profile, gate and all else that has one value for the repository. */
export function explainGate({ scalars, dimensionGates }: Settings): readonly Explained[] {
  return [
    ...Object.entries(scalars).map(([key, setting]) => explained(key, setting as Setting<unknown>)),
    ...[...dimensionGates].map(([name, setting]) => explained(`gate.dimensions.${name}`, setting)),
  ]
}

function explained(key: string, { value, by }: Setting<unknown>, unset = 'none'): Explained {
  return { key, value: value === undefined ? unset : typeof value === 'string' ? value : JSON.stringify(value), by: renderSetBy(by) }
}

/** The title of a control, wherever it is declared. */
export function titleOf(id: CheckId, catalogue: Catalogue, { custom }: Policy): string | undefined {
  return (
    catalogue[id]?.title ?? POLICY_CONTROLS[id as keyof typeof POLICY_CONTROLS]?.title ?? custom.find((control) => control.id === id)?.title
  )
}

/** A table for a terminal: key, value, source. */
export function renderExplained(rows: readonly Explained[]): string {
  const width = (pick: (row: Explained) => string) => Math.min(40, Math.max(0, ...rows.map((row) => pick(row).length)))
  const [keys, values] = [width(({ key }) => key), width(({ value }) => value)]
  return rows.map(({ key, value, by }) => `${key.padEnd(keys)}  ${value.padEnd(values)}  ${by}\n`).join('')
}
