import type { SourceFile } from '#model/snapshot'
import { HOLE } from '../expand.ts'
import { rangeAt } from '../lines.ts'
import { actions } from '../template.ts'
import { rangeOf, written, type YamlScalar } from '../yaml.ts'
import { type ImageUse, useOf } from './use.ts'

/** Stands for a value whose key is not told: any tag among the values of the chart may be meant. */
export const ANY_VALUE = '*'

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
    reference += source.slice(done, start) + (fallback ? fallback[1] : HOLE)
    if (fallback) value = valueKeyOf(action) ?? value
    done = end
  }
  reference += source.slice(done)
  const uses = useOf({ kind: 'helm', subject, written: source, range: rangeOf(image) }, reference)
  return uses.filter(({ firmness }) => firmness !== 'open').map((use) => ({ ...use, value }))
}

/** The defaults for tags in the helpers of a chart: `{{- $tag := .tag | default "latest" -}}` in a `.tpl` file. */
export function helmHelperImages(file: SourceFile): readonly ImageUse[] {
  if (!/(?:^|\/)templates\/.*\.tpl$/.test(file.path)) return []
  const found: ImageUse[] = []
  let name = ''
  for (const { start, end } of actions(file.text)) {
    const action = file.text.slice(start, end)
    name = /^\{\{-?\s*define\s+"([^"]{1,200})"/.exec(action)?.[1] ?? name
    const fallback = /\btag\b/i.test(action) && !/^\{\{-?\s*\/\*/.test(action) ? defaultOf(action) : undefined
    if (!fallback) continue
    const at = start + fallback.index + fallback[0].lastIndexOf(fallback[1]!)
    const range = rangeAt(file, at, at + fallback[1]!.length)
    const uses = useOf({ kind: 'helm', subject: `template ${name}`, written: fallback[1]!, range }, `${HOLE}:${fallback[1]}`)
    found.push(...uses.map((use) => ({ ...use, value: valueKeyOf(action) ?? ANY_VALUE })))
  }
  return found
}

/**
 * `{{ .Values.tag | default "latest" }}`, `{{ default "latest" .Values.tag }}`; in YAML strings the quotes may be escaped.
 * After the version of the chart, which is always there, no default counts.
 */
function defaultOf(action: string): RegExpExecArray | undefined {
  if (action.includes('AppVersion')) return
  return /\bdefault\s+\\?["'`]([\w.-]+)\\?["'`]/.exec(action) ?? undefined
}

function valueKeyOf(action: string): string | undefined {
  return /\.Values\.([\w.]+)/.exec(action)?.[1]
}
