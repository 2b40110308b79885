import type { PathClass } from '#model/path-class'
import type { PathRules } from '#model/policy'
import type { PolicyLayer } from './layer.ts'

const CLASSES = ['production', 'test', 'example', 'generated', 'vendored', 'documentation'] as const satisfies readonly PathClass[]

/** What paths are for, of all layers together. After a layer that locks paths, only `production` counts. */
export function pathRules(layers: readonly PolicyLayer[]): PathRules {
  const locked = layers.findIndex(({ entry }) => entry.locks?.paths === true)
  const of = (key: Exclude<PathClass, 'ignored'> | 'ignore') => {
    const free = locked < 0 || key === 'production' ? layers : layers.slice(0, locked + 1)
    return free.flatMap(({ entry }) => entry.paths?.[key] ?? [])
  }
  const classes = CLASSES.map((name) => [name, of(name)] as const).filter(([, globs]) => globs.length > 0)
  return { ignore: of('ignore'), classes: new Map(classes) }
}
