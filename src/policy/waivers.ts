import type { CheckId } from '#model/check'
import type { Waiver, WaivingRules } from '#model/policy'
import type { PolicyLayer } from './layer.ts'

/** The waivers of one layer, each with the reason why it does not hold, if it does not. */
export function waiversOf(
  { entry, origin, places }: PolicyLayer,
  rules: WaivingRules,
  isLocked: (control: CheckId) => boolean,
): readonly Waiver[] {
  return (entry.waivers ?? []).map((waiver, index) => ({
    ...waiver,
    location: { path: origin.path, range: places.value(['waivers', index]) },
    refused: isLocked(waiver.control) ? `only the organisation may waive ${waiver.control}` : lacking(waiver, rules),
  }))
}

function lacking(
  waiver: { readonly owner?: string | undefined; readonly expires?: string | undefined },
  { require, maxDays }: WaivingRules,
) {
  if (require.includes('owner') && waiver.owner === undefined) return 'the policy asks every waiver for an owner'
  if (waiver.expires === undefined && (require.includes('expires') || maxDays !== undefined))
    return 'the policy asks every waiver for a last day (`expires`)'
  return undefined
}
