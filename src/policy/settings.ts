import type { Catalogue, CheckId } from '#model/check'
import type { Severity } from '#model/rating'
import type { PolicyLayer } from './layer.ts'
import { type SetBy, type Setting, setBy } from './provenance.ts'
import { type RuleSettings, ruleSettings } from './rule-settings.ts'
import { SCALARS, type Scalar, type Scalars } from './scalars.ts'

export type ScalarSettings = { readonly [Key in keyof Scalars]: Setting<Scalars[Key]> }

/** All that layers set and that one layer may lock against the next, each value with who set it. */
export interface Settings {
  readonly scalars: ScalarSettings
  readonly dimensionGates: ReadonlyMap<string, Setting<Severity>>
  readonly rules: ReadonlyMap<CheckId, RuleSettings>
}

/** Layers, the later over the earlier, key by key. Locks are not seen here. */
export function settingsOf(layers: readonly PolicyLayer[], catalogue: Catalogue): Settings {
  const profile = scalar('profile', layers, { value: 'starter', by: { source: 'default' } })
  const scalars = mapScalars((key) => scalar(key, layers, { value: SCALARS[key].fallback(profile.value), by: fallbackOf(key, profile) }))
  return {
    scalars,
    dimensionGates: new Map(layers.flatMap((layer) => dimensionGates(layer))),
    rules: ruleSettings(catalogue, { profile, pin: scalars.catalogue }, layers),
  }
}

/** The same function for each key, with the type of that key. */
export function mapScalars(make: <Key extends keyof Scalars>(key: Key) => Setting<Scalars[Key]>): ScalarSettings {
  return Object.fromEntries((Object.keys(SCALARS) as (keyof Scalars)[]).map((key) => [key, make(key)])) as unknown as ScalarSettings
}

function scalar<Key extends keyof Scalars>(
  key: Key,
  layers: readonly PolicyLayer[],
  fallback: Setting<Scalars[Key]>,
): Setting<Scalars[Key]> {
  const { at, read }: Scalar<Scalars[Key]> = SCALARS[key]
  return layers.reduce((current, layer) => {
    const value = read(layer.entry)
    return value === undefined ? current : { value, by: setBy(layer, at) }
  }, fallback)
}

function fallbackOf(key: keyof Scalars, { value: profile, by }: Setting<Scalars['profile']>): SetBy {
  const depends = JSON.stringify(SCALARS[key].fallback('starter')) !== JSON.stringify(SCALARS[key].fallback(profile))
  return depends ? { ...by, source: `profile ${profile}` } : { source: 'default' }
}

function dimensionGates(layer: PolicyLayer): readonly (readonly [string, Setting<Severity>])[] {
  return Object.entries(layer.entry.gate?.dimensions ?? {}).map(([dimension, value]) => [
    dimension,
    { value, by: setBy(layer, ['gate', 'dimensions', dimension]) },
  ])
}
