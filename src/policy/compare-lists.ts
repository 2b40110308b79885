import type { Attestation, Policy, Waiver } from '#model/policy'
import { isEqual, listed, loosened, neutral, type PolicyChange, tightened, without } from './change.ts'

/** What changes about waivers: added and longer ones loosen, removed and shorter ones tighten. Refused ones do nothing. */
export function compareWaivers(before: readonly Waiver[], after: readonly Waiver[]): readonly PolicyChange[] {
  const [old, now] = [before, after].map(
    (waivers) => new Map(waivers.filter(({ refused }) => refused === undefined).map((waiver) => [keyOf(waiver), waiver])),
  ) as [Map<string, Waiver>, Map<string, Waiver>]
  const removed = [...old].filter(([key]) => !now.has(key)).map(([, waiver]) => tightened(`removes the waiver of ${scopeOf(waiver)}`))
  return [...removed, ...[...now].flatMap(([key, waiver]) => compareWaiver(old.get(key), waiver))]
}

function compareWaiver(before: Waiver | undefined, after: Waiver): readonly PolicyChange[] {
  const until = after.expires === undefined ? 'without end' : `until ${after.expires}`
  if (!before) return [loosened(`waives ${scopeOf(after)} ${until} ("${after.reason}")`, after.location)]
  if (before.expires !== after.expires) {
    const isLonger = (after.expires ?? '9999') > (before.expires ?? '9999')
    return [
      (isLonger ? loosened : tightened)(`${isLonger ? 'extends' : 'shortens'} the waiver of ${scopeOf(after)}: ${until}`, after.location),
    ]
  }
  return before.reason === after.reason && before.owner === after.owner
    ? []
    : [neutral(`changes what the waiver of ${scopeOf(after)} says`, after.location)]
}

function keyOf({ control, path, subject, content }: Waiver): string {
  return JSON.stringify([control, path, subject, content])
}

function scopeOf({ control, path, subject }: Waiver): string {
  return [control, ...(subject === undefined ? [] : [`for ${subject}`]), path === undefined ? 'everywhere' : `in ${path}`].join(' ')
}

/** A claim is worth what the one who approves it is worth, so each new one is shown as a loosening. */
export function compareAttestations(before: readonly Attestation[], after: readonly Attestation[]): readonly PolicyChange[] {
  const plain = ({ control, by, evidence, expires }: Attestation) => ({ control, by, evidence, expires })
  const removed = without(before.map(plain), after.map(plain))
  const old = new Set(before.map((one) => JSON.stringify(plain(one))))
  return [
    ...removed.map(({ control, by }) => tightened(`withdraws the attestation of ${control} by ${by}`)),
    ...after
      .filter((one) => !old.has(JSON.stringify(plain(one))))
      .map(({ control, by, evidence, location }) => loosened(`attests ${control} by ${by} (${evidence})`, location)),
  ]
}

/** What changes about the policy's own controls. */
export function compareCustom(before: Policy, after: Policy): readonly PolicyChange[] {
  const [old, now] = [before, after].map(({ custom }) => new Map(custom.map((control) => [control.id, control])))
  const removed = [...old!.keys()].filter((id) => !now!.has(id))
  const added = [...now!.keys()].filter((id) => !old!.has(id))
  const changed = [...now!].filter(([id, control]) => old!.has(id) && !isEqual(tested(old!.get(id)!), tested(control))).map(([id]) => id)
  return [
    ...(removed.length > 0 ? [loosened(`removes ${listed(removed, 'custom control')}`)] : []),
    ...(added.length > 0 ? [tightened(`adds ${listed(added, 'custom control')}`)] : []),
    ...(changed.length > 0
      ? [loosened(`changes what ${listed(changed, 'custom control')} asks: whether that is stricter cannot be told`)]
      : []),
  ]
}

/** What the words and examples of a control say changes nobody's verdict. */
function tested({ severity, rating, files, also, test }: Policy['custom'][number]) {
  return { severity, rating, files, also, test }
}
