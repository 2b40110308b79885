import type { CheckId, Level } from '#model/check'
import { SEVERITIES, type Severity } from '#model/rating'
import { isGlob, matches } from './globs.ts'
import type { PolicyLayer } from './layer.ts'
import type { Setting } from './provenance.ts'
import type { RuleSettings } from './rule-settings.ts'
import { SCALARS, type Scalar, type Scalars } from './scalars.ts'
import { mapScalars, type Settings } from './settings.ts'

const LEVELS = ['off', 'advisory', 'required'] as const satisfies readonly Level[]

/** Holds later layers to what a locking layer demands: they may be stricter than the floor, never laxer. */
export function hold(own: Settings, floor: Settings, { entry, origin }: PolicyLayer): Settings {
  const note = `locked by ${origin.source}`
  const gated = entry.locks?.gate === true ? heldGate(own, floor, note) : own
  const controls = chooser(entry.locks?.controls ?? [])
  const rules = [...gated.rules].map(([id, rule]) => [id, controls(id) ? heldRule(rule, floor.rules.get(id), note) : rule] as const)
  return { ...gated, rules: new Map(rules) }
}

/** Tells whether ids or patterns name a control. */
export function chooser(names: readonly string[]): (id: CheckId) => boolean {
  const ids = new Set(names)
  const patterns = names.filter(isGlob)
  return (id) => ids.has(id) || matches(patterns, id)
}

function heldGate(own: Settings, floor: Settings, note: string): Settings {
  const scalars = mapScalars((key) => heldScalar(key, own.scalars[key], floor.scalars[key], note))
  const names = new Set([...own.dimensionGates.keys(), ...floor.dimensionGates.keys()])
  const dimensionGates = [...names].map((name) => {
    const least = floor.dimensionGates.get(name) ?? floor.scalars['gate.introduced']
    const mine = own.dimensionGates.get(name) ?? own.scalars['gate.introduced']
    return [name, held(mine, least, note, (a, b) => (SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b))] as const
  })
  return { ...own, scalars, dimensionGates: new Map(dimensionGates) }
}

function heldScalar<Key extends keyof Scalars>(
  key: Key,
  own: Setting<Scalars[Key]>,
  floor: Setting<Scalars[Key]>,
  note: string,
): Setting<Scalars[Key]> {
  const { strictest }: Scalar<Scalars[Key]> = SCALARS[key]
  return strictest ? held(own, floor, note, strictest) : own
}

function held<Value>(
  own: Setting<Value>,
  floor: Setting<Value>,
  note: string,
  strictest: (floor: Value, own: Value) => Value,
): Setting<Value> {
  const value = strictest(floor.value, own.value)
  return JSON.stringify(value) === JSON.stringify(own.value) ? own : { value, by: { ...floor.by, note } }
}

/** Whether other parameters or paths are laxer nobody can tell, so these stay as they are. */
function heldRule(own: RuleSettings, floor: RuleSettings | undefined, note: string): RuleSettings {
  if (!floor) return own
  const level = held(own.level, floor.level, note, strictestLevel)
  const severity = held(own.severity, floor.severity, note, strictestSeverity)
  return {
    level,
    severity,
    paths: fixed(own.paths, floor.paths, note),
    params: new Map([...floor.params].map(([name, setting]) => [name, fixed(own.params.get(name) ?? setting, setting, note)])),
  }
}

function fixed<Value>(own: Setting<Value>, floor: Setting<Value>, note: string): Setting<Value> {
  return held(own, floor, note, (least) => least)
}

export function strictestLevel(floor: Level, own: Level): Level {
  return LEVELS.indexOf(own) > LEVELS.indexOf(floor) ? own : floor
}

/** Without one, every problem has its own: only the gravest is surely not laxer. */
export function strictestSeverity(floor: Severity | undefined, own: Severity | undefined): Severity | undefined {
  if (floor === undefined) return own === 'critical' ? own : undefined
  return own !== undefined && SEVERITIES.indexOf(own) > SEVERITIES.indexOf(floor) ? own : floor
}
