import type { CheckId } from '#model/check'
import type { Attestation, Inheritance, Policy, Rule, WaivingRules } from '#model/policy'
import type { ReportRules } from '#model/report-rules'
import { customControl } from './custom-entry.ts'
import type { PolicyLayer } from './layer.ts'
import { chooser } from './locks.ts'
import { pathRules } from './path-rules.ts'
import type { RuleSettings } from './rule-settings.ts'
import type { PolicyEntry } from './schema.ts'
import { servicesOf } from './services.ts'
import type { Settings } from './settings.ts'
import { waiversOf } from './waivers.ts'

/** The policy as everyone else sees it: values only. */
export function assemble(settings: Settings, layers: readonly PolicyLayer[], source: string): Policy {
  const { scalars, rules } = settings
  const waiving = waivingOf(settings, layers)
  return {
    source,
    mode: scalars.mode.value,
    profile: scalars.profile.value,
    catalogue: scalars.catalogue.value,
    rules: new Map([...rules].map(([id, rule]): [CheckId, Rule] => [id, ruleOf(rule)])),
    gate: gateOf(settings),
    paths: pathRules(layers),
    weights: new Map(
      layers.flatMap(({ entry }) => Object.entries(entry.dimensions ?? {}).map(([name, { weight }]) => [name, weight] as const)),
    ),
    services: servicesOf(layers, rules),
    waivers: layers.flatMap((layer, index) => waiversOf(layer, waiving, chooser(lockedWaivers(layers.slice(0, index))))),
    waiving,
    inline: { allow: scalars['inline.allow'].value, new: scalars['inline.new'].value },
    attestations: layers.flatMap(attestationsOf),
    custom: layers.flatMap(({ entry }) => (entry.custom ?? []).map(customControl)),
    report: reportOf(settings, layers),
    inheritance: inheritanceOf(layers),
  }
}

/** Of the last layer itself: what it says to those below is not what it was told from above. */
function inheritanceOf(layers: readonly PolicyLayer[]): Inheritance {
  const { extends: parent, repositories = [], locks = {} } = layers.at(-1)?.entry ?? {}
  const { controls = [], gate = false, waivers = [], paths = false } = locks
  return { extends: parent, repositories, locks: { controls, gate, waivers, paths } }
}

function gateOf({ scalars, dimensionGates }: Settings): Policy['gate'] {
  return {
    introduced: scalars['gate.introduced'].value,
    dimensions: new Map([...dimensionGates].map(([name, { value }]) => [name, value])),
    score: {
      minimum: scalars['gate.score.minimum'].value,
      maxDrop: scalars['gate.score.max_drop'].value,
      tolerance: scalars['gate.score.tolerance'].value,
    },
    ratchet: scalars['gate.ratchet'].value,
    onError: scalars['gate.on_error'].value,
    policy: scalars['gate.policy'].value,
    breakGlass: scalars['gate.break_glass'].value,
  }
}

function ruleOf({ level, severity, params, paths }: RuleSettings): Rule {
  return {
    level: level.value,
    severity: severity.value,
    params: Object.fromEntries([...params].map(([name, { value }]) => [name, value])),
    paths: paths.value,
  }
}

function waivingOf({ scalars }: Settings, layers: readonly PolicyLayer[]): WaivingRules {
  return {
    allow: scalars['waiving.allow'].value,
    require: scalars['waiving.require'].value,
    maxDays: scalars['waiving.max_days'].value,
    locked: lockedWaivers(layers.slice(0, -1)),
  }
}

/** The words of the last layer that says anything: half of two audits would be none. */
function reportOf({ scalars }: Settings, layers: readonly PolicyLayer[]): ReportRules {
  const last = <Key extends keyof ReportEntry>(key: Key) =>
    layers.findLast(({ entry }) => entry.report?.[key] !== undefined)?.entry.report?.[key]
  return {
    suggestions: scalars['report.suggestions'].value,
    sections: last('sections') ?? [],
    axes: last('axes') ?? [],
    plan: Object.entries(last('plan') ?? {}).map(([control, rule]) => ({ control, ...rule })),
    timeline: last('timeline') ?? [],
    nextReview: last('next_review'),
  }
}

type ReportEntry = NonNullable<PolicyEntry['report']>

/** What the layers before one keep to themselves. */
function lockedWaivers(before: readonly PolicyLayer[]): readonly string[] {
  return before.flatMap(({ entry }) => entry.locks?.waivers ?? [])
}

function attestationsOf({ entry, origin, places }: PolicyLayer): readonly Attestation[] {
  return (entry.attestations ?? []).map((attestation, index) => ({
    ...attestation,
    location: { path: origin.path, range: places.value(['attestations', index]) },
  }))
}
