import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KINDS, type Kind } from './kinds.ts'

export interface BenchRepository {
  readonly folder: string
  readonly files: number
  readonly bytes: number
  readonly paths: readonly string[]
  /** Branches `change-0` …: each changes ten files of `main`. */
  readonly changes: readonly string[]
  dispose(): void
}

export interface Wanted {
  readonly files: number
  readonly changes: number
  readonly seed: number
  /** How many files each of the changes edits; 10 unless said otherwise. */
  readonly changed?: number
  /** Functions of the longest files; 62 unless said otherwise. */
  readonly longest?: number
}

/** So many of the first files are changed: the same in repositories of all sizes, so that only the size differs. */
const CHANGED_AMONG = 500
const CHANGED = 10

/** A bare repository of a realistic mix, written by `git fast-import`: the same for the same seed, and each file the same in every size. */
export function generateRepository({ files, changes, seed, changed = CHANGED, longest }: Wanted): BenchRepository {
  const folder = mkdtempSync(join(tmpdir(), `readiness-bench-${files}-`))
  const contents = Array.from({ length: files }, (_, index) => fileAt(index, seed, longest))
  const stream = [commit('main', contents)]
  const names = Array.from({ length: changes }, (_, number) => `change-${number}`)
  const random = seeded(seed)
  for (const name of names) {
    const among = Math.min(files, Math.max(changed, CHANGED_AMONG))
    const edited = Array.from({ length: changed }, (_, index) =>
      changed < among ? contents[Math.floor(random() * among)]! : contents[index]!,
    )
    stream.push(
      commit(
        name,
        edited.map(({ path, text, comment }) => ({ path, text: `${text}${comment && `${comment} edited for ${name}`}\n` })),
        'main',
      ),
    )
  }
  const git = (args: readonly string[], input?: string) => {
    const { status, stderr } = spawnSync('git', args, { cwd: folder, input, maxBuffer: 1e9 })
    if (status !== 0) throw new Error(`git ${args[0]}: ${stderr.toString()}`)
  }
  git(['init', '--quiet', '--bare', '--initial-branch=main'])
  git(['fast-import', '--quiet'], stream.join(''))
  git(['symbolic-ref', 'HEAD', 'refs/heads/main'])
  return {
    folder,
    files,
    bytes: contents.reduce((sum, { text }) => sum + text.length, 0),
    paths: contents.map(({ path }) => path),
    changes: names,
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The files of a repository on disk, as a developer has them. */
export function checkoutOf({ folder }: BenchRepository): { readonly folder: string; dispose(): void } {
  const place = mkdtempSync(join(tmpdir(), 'readiness-bench-checkout-'))
  const { status, stderr } = spawnSync('git', ['clone', '--quiet', '--local', folder, place])
  if (status !== 0) throw new Error(`git clone: ${String(stderr)}`)
  return { folder: place, dispose: () => rmSync(place, { recursive: true, force: true }) }
}

interface BenchFile {
  readonly path: string
  readonly text: string
  /** What starts a comment line in it, if anything does. */
  readonly comment: string
}

function fileAt(index: number, seed: number, longest = 62): BenchFile {
  const random = seeded(seed * 1_000_003 + index)
  const kind = kindOf(random)
  return { path: `${folderOf(index)}/${kind.name(index)}`, text: kind.write(index, random, longest), comment: kind.comment }
}

function commit(branch: string, files: readonly { readonly path: string; readonly text: string }[], from?: string): string {
  const header = `commit refs/heads/${branch}\ncommitter Bench <bench@example.com> 1760000000 +0000\ndata 5\nbench\n${from ? `from refs/heads/${from}\n` : ''}`
  return `${header}${files.map(({ path, text }) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`).join('')}\n`
}

const TOTAL = KINDS.reduce((sum, { share }) => sum + share, 0)

function kindOf(random: () => number): Kind {
  let left = random() * TOTAL
  for (const kind of KINDS) {
    left -= kind.share
    if (left < 0) return kind
  }
  return KINDS[0]!
}

/** A monorepo: services of some hundred files, each with folders of its own. */
function folderOf(index: number): string {
  return `services/s${Math.floor(index / 400)}/${['src', 'src/api', 'src/domain', 'deploy', 'tests'][index % 5]}/m${Math.floor(index / 20) % 20}`
}

/** mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
