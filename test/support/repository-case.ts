import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { seeded } from './random.ts'
import { fillSecrets } from './secrets.ts'

type Files = Readonly<Record<string, string>>

/** What a case expects; everything it does not name is not looked at, except that lists are complete. */
export interface Expected {
  readonly title: string
  /** The lists below are about these controls only; absent: about all. */
  readonly about?: readonly string[]
  readonly conclusion?: string
  /** `control path:line`, or `control path` for whole files. */
  readonly introduced?: readonly string[]
  readonly worsened?: readonly string[]
  readonly fixed?: readonly string[]
  readonly unchanged?: readonly string[]
  /** Rating by control at the head. */
  readonly ratings?: Readonly<Record<string, string>>
  /** Findings at the head that must be there, whatever else is: `control path:line`. */
  readonly findings?: readonly string[]
  /** Paths without any finding at the head. */
  readonly silent?: readonly string[]
}

/** A whole repository before and after, in one file. */
export interface RepositoryCase {
  readonly name: string
  readonly expected: Expected
  readonly base: Files
  readonly head: Files
}

const FOLDER = new URL('../repos/', import.meta.url)

/** Every case of `test/repos/`, by name. */
export function repositoryCases(): RepositoryCase[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.txt'))
    .toSorted()
    .map((name) => parseCase(name.slice(0, -'.txt'.length), readFileSync(new URL(name, FOLDER), 'utf8')))
}

/**
 * YAML with what is expected, then files after lines like `-- base/path --`. The head is the base with what stands under
 * `-- head/path --`; `-- head/path (deleted) --` takes a file away. `{{secret:kind}}` is a credential of that shape,
 * `{{pad:n}}` stands for n comment lines, and `{{big:n}}` for n bytes of one line.
 */
export function parseCase(name: string, text: string): RepositoryCase {
  const [front = '', ...parts] = text.split(/^-- (.+) --\n/m)
  const base: Record<string, string> = {}
  const changes: [string, string | undefined][] = []
  const random = seeded(7)
  for (let index = 0; index < parts.length; index += 2) {
    const [, side, path, deleted] = /^(base|head)\/(.+?)( \(deleted\))?$/.exec(parts[index]!) ?? []
    if (!side || !path) throw new Error(`${name}: no such section: ${parts[index]}`)
    const content = expand(fillSecrets(parts[index + 1]!, random))
    if (side === 'base') base[path] = content
    else changes.push([path, deleted ? undefined : content])
  }
  const head = { ...base }
  for (const [path, content] of changes) {
    if (content === undefined) delete head[path]
    else head[path] = content
  }
  return { name, expected: parse(front) as Expected, base, head }
}

function expand(text: string): string {
  return text
    .replaceAll(/^\{\{pad:(\d+)\}\}\n/gm, (_, count) => '# configuration of another part of the system\n'.repeat(Number(count)))
    .replaceAll(/\{\{big:(\d+)\}\}/g, (_, count) => ' '.repeat(Number(count)))
}
