import type { SourceFile } from '#model/snapshot'
import { type Instruction, readInstructions } from './dockerfile/instruction.ts'
import type { Word } from './dockerfile/words.ts'
import { expand, type Lookup } from './expand.ts'
import { parseImage } from './image.ts'
import { perFile } from './per-file.ts'

export { type Instruction, rangeOfWord } from './dockerfile/instruction.ts'
export type { Word } from './dockerfile/words.ts'

/** Stages that build on each other in one file. */
const MAX_CHAIN = 50

export interface Dockerfile {
  readonly instructions: readonly Instruction[]
  readonly stages: readonly Stage[]
}

/** What one `FROM` begins. */
export interface Stage {
  /** 0-based, as `COPY --from=0` counts. */
  readonly index: number
  readonly name?: string | undefined
  readonly from: Instruction
  /** The image as written. */
  readonly image?: Word | undefined
  /** The image with the defaults of `ARG`s put in; a `HOLE` where there is none. */
  readonly resolvedImage: string
  /** The earlier stage that it builds on. */
  readonly base?: Stage | undefined
  /** The instructions after its `FROM`. */
  readonly instructions: readonly Instruction[]
  /** `stage build`, or `FROM node` where it has no name. */
  readonly subject: string
}

/** A variable that `ENV` or `ARG` sets. */
export interface DockerVariable {
  readonly name: string
  readonly value?: string | undefined
  /** Of `NAME=value` as a whole. */
  readonly word: Word
  readonly valueWord?: Word | undefined
  readonly instruction: Instruction
}

/** `Dockerfile`, `Dockerfile.prod`, `web.Dockerfile`, `Containerfile`. */
export function isDockerfilePath(path: string): boolean {
  return (
    /(?:^|[/.])(?:dockerfile|containerfile)(?:[._-][\w.-]+)?$/i.test(path) &&
    !/\.(?:dockerignore|md|txt|tsx?|jsx?|py|go|rb|java)$/i.test(path)
  )
}

/** Any text is a Dockerfile of some kind: never throws. */
export const dockerfile: (file: SourceFile) => Dockerfile = perFile((file) => {
  const instructions = readInstructions(file)
  const firstFrom = instructions.findIndex(({ keyword }) => keyword === 'FROM')
  const global = lookupOf(instructions.slice(0, Math.max(0, firstFrom)).flatMap(variables))
  const stages: Stage[] = []
  const named = new Map<string, Stage>()
  let body: Instruction[] = []
  for (const instruction of instructions) {
    if (instruction.keyword !== 'FROM') body.push(instruction)
    else {
      body = []
      const stage = stageOf(instruction, stages.length, global, named, body)
      stages.push(stage)
      if (stage.name) named.set(stage.name.toLowerCase(), stage)
    }
  }
  return { instructions, stages }
})

/** The instructions that end up in the image of a stage: those of the stages it builds on come first. */
export function effectiveInstructions(stage: Stage): readonly Instruction[] {
  const chain: Stage[] = []
  for (let one: Stage | undefined = stage; one && chain.length < MAX_CHAIN; one = one.base) chain.push(one)
  return chain.toReversed().flatMap(({ instructions }) => instructions)
}

/** What an `ENV` or `ARG` sets: `NAME=value NAME=value`, or the old `ENV NAME value`. */
export function variables(instruction: Instruction): readonly DockerVariable[] {
  const { keyword, words, text } = instruction
  if (keyword !== 'ENV' && keyword !== 'ARG') return []
  const [first, second] = words
  if (keyword === 'ENV' && first && second && !first.text.includes('=')) {
    const valueWord = { text: second.text, start: second.start, end: words.at(-1)!.end }
    const value = unquoted(text.slice(first.text.length).trim())
    return [{ name: first.text, value, word: { ...first, end: valueWord.end }, valueWord, instruction }]
  }
  return words.map((word) => {
    const equals = word.text.indexOf('=')
    if (equals < 0) return { name: word.text, word, instruction }
    const valueWord = { text: word.text.slice(equals + 1), start: word.start + equals + 1, end: word.end }
    return { name: word.text.slice(0, equals), value: unquoted(valueWord.text), word, valueWord, instruction }
  })
}

/** The value of a flag: `builder` of `--from=builder`. */
export function flag({ flags }: Instruction, name: string): Word | undefined {
  const found = flags.find(({ text }) => text.startsWith(`--${name}=`))
  const skip = name.length + 3
  return found && { text: found.text.slice(skip), start: found.start + skip, end: found.end }
}

function lookupOf(found: readonly DockerVariable[]): Lookup {
  const values = new Map<string, string>()
  const lookup: Lookup = (name) => values.get(name)
  for (const { name, value } of found) if (value !== undefined) values.set(name, expand(value, lookup))
  return lookup
}

function stageOf(from: Instruction, index: number, global: Lookup, named: ReadonlyMap<string, Stage>, instructions: Instruction[]): Stage {
  const [image, as, alias] = from.words
  const name = as?.text.toUpperCase() === 'AS' ? alias?.text : undefined
  const resolvedImage = expand(unquoted(image?.text ?? ''), global)
  const base = named.get(resolvedImage.toLowerCase())
  const subject = name ? `stage ${name}` : `FROM ${imageName(unquoted(image?.text ?? ''))}`
  return { index, name, from, image, resolvedImage, base, instructions, subject }
}

/** Without tag and digest; variables stay as they are called. */
export function imageName(written: string): string {
  return parseImage(expand(written, (name) => `$${name}`))?.name ?? written
}

function unquoted(text: string): string {
  if (/^".*"$/s.test(text)) return text.slice(1, -1).replaceAll(/\\(["\\$])/g, '$1')
  return /^'.*'$/s.test(text) ? text.slice(1, -1) : text.replaceAll(/\\([ "'\\])/g, '$1')
}
