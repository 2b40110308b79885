import type { Finding } from '#model/finding'
import type { Waiver, WaivingRules } from '#model/policy'
import { matches } from './globs.ts'

/** Whether a waiver is about this finding. */
export function covers(waiver: Waiver, { control, subject, location, content }: Finding): boolean {
  return (
    waiver.control === control &&
    (waiver.path === undefined || (location !== undefined && matches(globOf(waiver), location.path))) &&
    (waiver.subject === undefined || waiver.subject === subject) &&
    (waiver.content === undefined || waiver.content === content)
  )
}

/** Whether it holds on that day at all. */
export function isInForce(waiver: Waiver, rules: WaivingRules, asOf: string): boolean {
  return waiver.refused === undefined && !isExpired(waiver, asOf) && !isTooLong(waiver, rules, asOf)
}

export function isExpired({ expires }: Pick<Waiver, 'expires'>, asOf: string): boolean {
  return expires !== undefined && expires < dayOf(asOf)
}

export function isTooLong({ expires }: Waiver, { maxDays }: WaivingRules, asOf: string): boolean {
  return expires !== undefined && maxDays !== undefined && Date.parse(expires) - Date.parse(dayOf(asOf)) > maxDays * MILLISECONDS_PER_DAY
}

const MILLISECONDS_PER_DAY = 86_400_000

function dayOf(asOf: string): string {
  return asOf.slice(0, 10)
}

function globOf(waiver: Waiver): readonly string[] {
  const known = GLOBS.get(waiver) ?? [waiver.path ?? '**']
  GLOBS.set(waiver, known)
  return known
}

/** One list for each waiver, so that its glob is compiled once. */
const GLOBS = new WeakMap<Waiver, readonly string[]>()
