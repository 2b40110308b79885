import type { SourceFile } from '#model/snapshot'
import { Unparsable } from '#model/unparsable'
import { loadGrammar } from './code/grammars.ts'
import { parseSyntax } from './code/read-tree.ts'
import { type Syntax, text } from './code/syntax.ts'
import { perFile } from './per-file.ts'
import { readValue, stringOf, type TerraformValue } from './terraform/value.ts'

export * from './terraform/value.ts'

/** `resource "aws_s3_bucket" "logs" { … }`. What a `dynamic` block makes counts as a block of its own kind. */
export interface TerraformBlock {
  readonly type: string
  readonly labels: readonly string[]
  readonly attributes: ReadonlyMap<string, TerraformValue>
  readonly blocks: readonly TerraformBlock[]
  readonly file: SourceFile
  /** Offsets of its head: type and labels. */
  readonly start: number
  readonly end: number
}

const MAX_LENGTH = 1_000_000
/** Of the text behind a reference: texts made of texts double. */
const MAX_TEXT = 500

/** HCL of Terraform and OpenTofu, Nomad, Packer and Terragrunt. */
export function isHclPath(path: string): boolean {
  return /\.(?:tf|tofu|hcl|nomad|tfvars)$/.test(path)
}

/** For `prepare`. */
export const TERRAFORM_LOADER = { reads: isHclPath, load: () => loadGrammar('terraform') }

/** The blocks of a file, and its top-level attributes as a block without type. Throws `Unparsable`. */
export const terraform: (file: SourceFile) => TerraformBlock = perFile((file) => {
  if (file.text.length > MAX_LENGTH) throw new Unparsable(`longer than ${MAX_LENGTH} characters`)
  const { root, incomplete } = parseSyntax('terraform', file.text)
  if (incomplete) throw new Unparsable('not valid HCL, or nested too deeply')
  const body = root.children.find(({ type }) => type === 'body' || type === 'object')
  return { type: '', labels: [], ...readBody(file, body), file, start: 0, end: 0 }
})

/** The blocks of a type, such as all `resource`s; with labels, those that begin with them. */
export function blocksOf({ blocks }: TerraformBlock, type: string, ...labels: readonly string[]): readonly TerraformBlock[] {
  return blocks.filter((block) => block.type === type && labels.every((label, index) => block.labels[index] === label))
}

/** A block and all blocks in it, parents first. */
export function* allBlocks(block: TerraformBlock): Generator<TerraformBlock> {
  yield block
  for (const inner of block.blocks) yield* allBlocks(inner)
}

/** The defaults of variables and the values of locals of one file, by the path that refers to them: `var.tag`, `local.image`. */
export const definitions: (file: SourceFile) => ReadonlyMap<string, TerraformValue> = perFile((file) => {
  const found = new Map<string, TerraformValue>()
  for (const block of terraform(file).blocks) {
    const value = block.type === 'variable' ? block.attributes.get('default') : undefined
    if (value && value.kind !== 'null') found.set(`var.${block.labels[0] ?? ''}`, value)
    if (block.type === 'locals') for (const [name, local] of block.attributes) found.set(`local.${name}`, local)
  }
  return found
})

/** What a file's own definitions say of a reference, as text; each is resolved once, and none at length. */
export const definedText: (file: SourceFile) => (path: string) => string | undefined = perFile((file) => {
  const known = new Map<string, string | undefined>()
  const lookup = (path: string): string | undefined => {
    if (known.has(path)) return known.get(path)
    known.set(path, undefined)
    const said = stringOf(definitions(file).get(path), lookup)
    known.set(path, said !== undefined && said.length <= MAX_TEXT ? said : undefined)
    return known.get(path)
  }
  return lookup
})

/** `resource "aws_db_instance" "main"` as people name it: `aws_db_instance.main`; `module.web`, `var.tag`. */
export function address({ type, labels }: TerraformBlock): string {
  if (type === 'resource') return labels.join('.')
  return [type === 'variable' ? 'var' : type, ...labels].join('.')
}

function readBody(file: SourceFile, body: Syntax | undefined): Pick<TerraformBlock, 'attributes' | 'blocks'> {
  const attributes = new Map<string, TerraformValue>()
  const blocks: TerraformBlock[] = []
  for (const node of body?.children ?? []) {
    const name = node.children.find(({ type }) => type === 'identifier')
    const expression = node.children.find(({ type }) => type === 'expression')
    if (node.type === 'attribute' && name && expression) attributes.set(text(name), readValue(file, expression))
    if (node.type === 'block') blocks.push(readBlock(file, node))
  }
  return { attributes, blocks }
}

function readBlock(file: SourceFile, node: Syntax): TerraformBlock {
  const head = node.children.filter(({ type }) => type === 'identifier' || type === 'string_lit')
  const [type = '', ...labels] = head.map((part) => (part.type === 'identifier' ? text(part) : (stringOf(readValue(file, part)) ?? '')))
  const inner = readBody(
    file,
    node.children.find((child) => child.type === 'body'),
  )
  const place = { file, start: node.start, end: head.at(-1)?.end ?? node.end }
  const content = type === 'dynamic' ? inner.blocks.find((block) => block.type === 'content') : undefined
  return content ? { ...content, type: labels[0] ?? '', labels: [], ...place } : { type, labels, ...inner, ...place }
}
