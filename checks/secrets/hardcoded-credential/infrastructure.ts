import { dockerfile, variables } from '#formats/dockerfile'
import type { Pair } from '#formats/pair'
import { allBlocks, type TerraformValue, terraform } from '#formats/terraform'
import type { SourceFile } from '#model/snapshot'

/** What `ENV` and `ARG` of a Dockerfile set. */
export function dockerfilePairs(file: SourceFile): readonly Pair[] {
  return dockerfile(file).instructions.flatMap((instruction) =>
    variables(instruction).flatMap(({ name, value, word, valueWord }) => {
      if (value === undefined || !valueWord) return []
      const isQuoted = /^["']/.test(valueWord.text) && valueWord.text.length >= 2
      const [start, end] = isQuoted ? [valueWord.start + 1, valueWord.end - 1] : [valueWord.start, valueWord.end]
      return [{ name, value: file.text.slice(start, end), nameStart: word.start, start, end }]
    }),
  )
}

/** Literal attributes of Terraform, and the defaults of its variables under the variable's name. */
export function terraformPairs(file: SourceFile): readonly Pair[] {
  return [...allBlocks(terraform(file))].flatMap(({ type, labels, attributes, start }) =>
    [...attributes].flatMap(([name, value]) => {
      if (type !== 'variable') return pairsIn(name, value, start)
      return name === 'default' ? pairsIn(labels[0] ?? '', value, start) : []
    }),
  )
}

function pairsIn(name: string, value: TerraformValue, nameStart: number): Pair[] {
  if (value.kind === 'object') return value.entries.flatMap((entry) => pairsIn(entry.key, entry.value, entry.keyPlace.start))
  if (value.kind === 'list') return value.items.flatMap((item) => (item.kind === 'object' ? pairsIn(name, item, nameStart) : []))
  if (value.kind !== 'string' || value.parts.some((part) => typeof part !== 'string')) return []
  const { start, end } = value
  return [{ name, value: value.file.text.slice(start, end), nameStart, start, end }]
}

/** `storePassword "…"`: Groovy calls with the text, and assigns nothing. */
export function gradlePairs({ text }: SourceFile): readonly Pair[] {
  return [...text.matchAll(GRADLE)].map((match) => {
    const [name = '', value = ''] = [match[1], match[2] ?? match[3]]
    const end = match.index + match[0].length - 1
    return { name, value, nameStart: match.index, start: end - value.length, end }
  })
}

const GRADLE = /(?<=^[ \t]{0,40})([A-Za-z_]\w{0,60})[ \t]{1,8}(?:"([^"\r\n]{1,500})"|'([^'\r\n]{1,500})')/gm
