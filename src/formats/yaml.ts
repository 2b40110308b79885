import type { SourceFile } from '#model/snapshot'
import { Unparsable } from '#model/unparsable'
import { perFile } from './per-file.ts'
import { hasActions } from './template.ts'
import { isTooDeep, refuse } from './yaml/error.ts'
import { readEvents } from './yaml/events.ts'
import type { YamlNode, YamlScalar } from './yaml/node.ts'
import { plainSource } from './yaml/source.ts'
import { readTemplate } from './yaml/template.ts'
import { readTolerantly } from './yaml/tolerant.ts'

export * from './yaml/node.ts'

/**
 * The documents of a YAML (or JSON) file. Helm, Jinja and ERB templates are read with their actions blanked, and each node
 * says whether it is `templated`. Throws `Unparsable`.
 */
export const yamlDocuments: (file: SourceFile) => readonly YamlNode[] = perFile((file) => {
  if (file.text.length > MAX_LENGTH) throw new Unparsable(`longer than ${MAX_LENGTH} characters`)
  const template = hasActions(file.text)
  if (template && TEMPLATE_PATH.test(file.path)) return readTemplate(file)
  try {
    return readEvents(plainSource(file))
  } catch (error) {
    const accepted = file.text.length > MAX_TOLERANT_LENGTH || isTooDeep(error) ? undefined : readTolerantly(plainSource(file))
    return accepted ?? (template ? readTemplate(file) : refuse(error))
  }
})

/** The documents inside a literal block, such as a file in a ConfigMap; none when it is no YAML. Positions are those of the file. */
export function embeddedDocuments({ file, style, start, end, templated }: YamlScalar): readonly YamlNode[] {
  if (style !== 'literal' || templated) return []
  const lineStart = Math.max(file.text.lastIndexOf('\n', start - 1), file.text.lastIndexOf('\r', start - 1)) + 1
  try {
    return readEvents(plainSource(file, file.text.slice(lineStart, end), lineStart))
  } catch {
    return []
  }
}

const MAX_LENGTH = 5_000_000
const MAX_TOLERANT_LENGTH = 256_000
const TEMPLATE_PATH = /(?:^|\/)templates\/|\.(?:j2|erb|tpl|tmpl|gotmpl)$/
