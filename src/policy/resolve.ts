import type { Catalogue } from '#model/check'
import type { Policy } from '#model/policy'
import { assemble } from './assemble.ts'
import type { PolicyLayer } from './layer.ts'
import { hold } from './locks.ts'
import { type Settings, settingsOf } from './settings.ts'

export interface Resolved {
  readonly policy: Policy
  /** Who set each value: for `policy explain`. */
  readonly settings: Settings
}

/** One policy out of its layers, the organisation's first and the repository's last. None: the built-in one. */
export function resolvePolicy(layers: readonly PolicyLayer[], catalogue: Catalogue, source?: string): Resolved {
  const settings = heldSettings(layers, catalogue)
  return { settings, policy: assemble(settings, layers, source ?? sourceOf(layers, settings)) }
}

/** Each locking layer, with what it inherits, is the floor of those after it. */
function heldSettings(layers: readonly PolicyLayer[], catalogue: Catalogue): Settings {
  return layers
    .slice(0, -1)
    .reduce(
      (settings, layer, index) =>
        layer.entry.locks ? hold(settings, heldSettings(layers.slice(0, index + 1), catalogue), layer) : settings,
      settingsOf(layers, catalogue),
    )
}

function sourceOf(layers: readonly PolicyLayer[], { scalars }: Settings): string {
  return layers.length === 0
    ? `built-in profile ${scalars.profile.value}`
    : layers
        .map(({ origin }) => origin.source)
        .toReversed()
        .join(', over ')
}
