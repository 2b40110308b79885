import type { Catalogue, CheckId, Level, ParamSpec, Profile } from '#model/check'
import { POLICY_CONTROLS } from '#model/policy-controls'
import type { Severity } from '#model/rating'
import { choosesControl, isGlob } from './globs.ts'
import type { PolicyLayer } from './layer.ts'
import { paramValue } from './param-value.ts'
import { type SetBy, type Setting, setBy } from './provenance.ts'
import type { ControlEntry } from './schema.ts'
import { isNewer } from './versions.ts'

/** What one control does, each part with who set it. */
export interface RuleSettings {
  readonly level: Setting<Level>
  readonly severity: Setting<Severity | undefined>
  readonly paths: Setting<readonly string[] | undefined>
  readonly params: ReadonlyMap<string, Setting<unknown>>
}

const DEFAULT: SetBy = { source: 'default' }

/** Every control: its profile, then layer by layer what patterns say, then what its own id says. */
export function ruleSettings(
  catalogue: Catalogue,
  { profile, pin }: { readonly profile: Setting<Profile>; readonly pin: Setting<string | undefined> },
  layers: readonly PolicyLayer[],
): Map<CheckId, RuleSettings> {
  const settings = new Map([...builtIn(catalogue, profile), ...custom(layers)])
  const named = new Set<CheckId>()
  for (const layer of layers) {
    const entries = Object.entries(layer.entry.controls ?? {})
    for (const [pattern, entry] of entries.filter(([key]) => isGlob(key))) {
      const choose = [pattern]
      for (const id of settings.keys())
        if (choosesControl(choose, id)) settings.set(id, applied(settings.get(id)!, entry, setter(layer, pattern)))
    }
    for (const [id, entry] of entries.filter(([key]) => settings.has(key))) {
      settings.set(id, applied(settings.get(id)!, entry, setter(layer, id), catalogue[id]?.params))
      if (entry.level) named.add(id)
    }
  }
  for (const [id, rule] of settings) if (!named.has(id)) settings.set(id, pinned(rule, catalogue[id]?.since, pin))
  return settings
}

type Entries = readonly (readonly [CheckId, RuleSettings])[]

function builtIn(catalogue: Catalogue, { value: profile, by }: Setting<Profile>): Entries {
  return [
    ...Object.entries(catalogue).map(
      ([id, { level, params }]) => [id, unset(level[profile], { ...by, source: `profile ${profile}` }, params)] as const,
    ),
    ...Object.entries(POLICY_CONTROLS).map(([id, { level }]) => [id, unset(level, DEFAULT)] as const),
  ]
}

function custom(layers: readonly PolicyLayer[]): Entries {
  return layers.flatMap((layer) =>
    (layer.entry.custom ?? []).map(({ id, level }, index) => [id, unset(level ?? 'required', setBy(layer, ['custom', index]))] as const),
  )
}

function unset(level: Level, by: SetBy, params: Readonly<Record<string, ParamSpec<unknown>>> = {}): RuleSettings {
  const defaults = Object.entries(params).map(([name, spec]) => [name, { value: spec.default, by: DEFAULT }] as const)
  return {
    level: { value: level, by },
    severity: { value: undefined, by: DEFAULT },
    paths: { value: undefined, by: DEFAULT },
    params: new Map(defaults),
  }
}

type Setter = (...key: readonly string[]) => SetBy

function setter(layer: PolicyLayer, control: string): Setter {
  return (...key) => setBy(layer, ['controls', control, ...key])
}

function applied(
  rule: RuleSettings,
  entry: ControlEntry,
  by: Setter,
  specs: Readonly<Record<string, ParamSpec<unknown>>> = {},
): RuleSettings {
  const params = Object.entries(entry.params ?? {}).map(([name, written]) => {
    const spec = specs[name]
    return [name, { value: spec ? paramValue(spec, written) : written, by: by('params', name) }] as const
  })
  return {
    level: entry.level ? { value: entry.level, by: by('level') } : rule.level,
    severity: entry.severity ? { value: entry.severity, by: by('severity') } : rule.severity,
    paths: entry.paths ? { value: entry.paths, by: by('paths') } : rule.paths,
    params: new Map([...rule.params, ...params]),
  }
}

/** A control that the pinned catalogue did not have only advises, unless the policy requires it by its own id. */
function pinned(rule: RuleSettings, since: string | undefined, { value: pin, by }: Setting<string | undefined>): RuleSettings {
  const isLater = since !== undefined && pin !== undefined && isNewer(since, pin)
  if (!isLater || rule.level.value !== 'required') return rule
  return { ...rule, level: { value: 'advisory', by: { ...by, source: `catalogue ${pin}`, note: `the control came with ${since}` } } }
}
