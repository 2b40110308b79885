import type { ParamSpec } from '#model/check'

/** What the check sees: a duration is a number of seconds, whatever unit the policy writes. */
export function paramValue(spec: ParamSpec<unknown>, written: unknown): unknown {
  return spec.kind === 'duration' && typeof spec.default === 'number' ? seconds(String(written)) : written
}

export const DURATION = /^(\d{1,9})(ms|s|m|h|d|w)$/
const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

function seconds(text: string): number {
  const [, amount, unit] = DURATION.exec(text) ?? []
  return Number(amount) * (UNITS[unit ?? ''] ?? Number.NaN)
}
