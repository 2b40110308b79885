import { HOLE } from '../expand.ts'
import { actions } from '../template.ts'
import { rangeOf, written, type YamlScalar } from '../yaml.ts'
import { type ImageUse, useOf } from './use.ts'

/**
 * An image that a chart's template puts together. What values decide is looked at where the values are; what stands here is a
 * literal tag, or the default for a value that may be empty.
 */
export function helmTemplateImage(subject: string, image: YamlScalar): readonly ImageUse[] {
  const source = written(image)
  let reference = ''
  let value: string | undefined
  let done = 0
  for (const { start, end } of actions(source)) {
    const action = source.slice(start, end)
    const fallback = defaultOf(action)
    reference += source.slice(done, start) + (fallback ?? HOLE)
    if (fallback !== undefined) value = /\.Values\.([\w.]+)/.exec(action)?.[1] ?? value
    done = end
  }
  reference += source.slice(done)
  const uses = useOf({ kind: 'helm', subject, written: source, range: rangeOf(image) }, reference)
  return uses.filter(({ firmness }) => firmness !== 'open').map((use) => ({ ...use, value }))
}

/** `{{ .Values.tag | default "latest" }}`, `{{ default "latest" .Values.tag }}`. In YAML strings the quotes may be escaped. */
function defaultOf(action: string): string | undefined {
  return /\bdefault\s+\\?["'`]([\w.-]+)\\?["'`]/.exec(action)?.[1]
}
