import type { CheckId } from '#model/check'
import type { Service, ServiceRule } from '#model/policy'
import { choosesControl, isGlob } from './globs.ts'
import type { PolicyLayer } from './layer.ts'
import { chooser, strictestLevel, strictestSeverity } from './locks.ts'
import type { RuleSettings } from './rule-settings.ts'
import type { PolicyEntry } from './schema.ts'

type ServiceEntry = NonNullable<PolicyEntry['services']>[number]

/** The services, the repository's own first: the first that a path belongs to counts. */
export function servicesOf(layers: readonly PolicyLayer[], rules: ReadonlyMap<CheckId, RuleSettings>): readonly Service[] {
  return layers
    .map((layer, index) => ({ layer, locked: chooser(layers.slice(0, index).flatMap(({ entry }) => entry.locks?.controls ?? [])) }))
    .toReversed()
    .flatMap(({ layer, locked }) => (layer.entry.services ?? []).map((service) => serviceOf(service, rules, locked)))
}

function serviceOf(service: ServiceEntry, rules: ReadonlyMap<CheckId, RuleSettings>, locked: (id: CheckId) => boolean): Service {
  const { name, paths, tier, owner, role, controls = {} } = service
  const own = new Map<CheckId, ServiceRule>()
  const patternsFirst = Object.entries(controls).toSorted(([a], [b]) => Number(isGlob(b)) - Number(isGlob(a)))
  for (const [key, rule] of patternsFirst) {
    const choose = [key]
    const applies = (id: CheckId) => (isGlob(key) ? choosesControl(choose, id) : key === id)
    for (const [id, floor] of rules) if (applies(id)) own.set(id, { ...own.get(id), ...(locked(id) ? held(rule, floor) : rule) })
  }
  return { name, paths, tier, owner, role, rules: own }
}

function held({ level, severity }: ServiceRule, floor: RuleSettings): ServiceRule {
  return { level: level && strictestLevel(floor.level.value, level), severity: strictestSeverity(floor.severity.value, severity) }
}
