import { type Commit, type GitRepository, readCommit } from './repository.ts'

export interface ChangedFile {
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed'
  readonly path: string
  readonly previousPath: string | undefined
  /** Blob id of the head side; of the base side where the file is gone. */
  readonly blob: string
  readonly additions: number
  readonly deletions: number
  /** Hunks only; absent for binary files. */
  readonly patch: string | undefined
}

const STATUS: Readonly<Record<string, ChangedFile['status']>> = { A: 'added', D: 'removed', M: 'modified', R: 'renamed', T: 'changed' }

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** What a commit changes against its first parent. */
export async function diffCommit(repository: GitRepository, { tree, parents }: Commit): Promise<readonly ChangedFile[]> {
  const parent = parents[0] === undefined ? undefined : await readCommit(repository, parents[0])
  return diffTrees(repository, parent?.tree ?? EMPTY_TREE, tree)
}

/** What differs between two commits, whatever their history. */
export async function diffCommits(repository: GitRepository, from: string, to: string): Promise<readonly ChangedFile[]> {
  const [before, after] = await Promise.all([readCommit(repository, from), readCommit(repository, to)])
  if (before === undefined || after === undefined) throw new Error(`${from} or ${to} is no commit`)
  return diffTrees(repository, before.tree, after.tree)
}

/** What differs between two trees, with git's own detection of renames. */
async function diffTrees(repository: GitRepository, from: string, to: string): Promise<readonly ChangedFile[]> {
  if (from === to) return []
  const output = await repository.diffs.read(from, to)
  const fields = nulFields(output)
  const raw = [...rawRecords(fields)]
  const counts = [...countRecords(fields)]
  const sections = patchSections(output.toString('utf8', fields.offset()))
  return raw.map((record, index) => {
    const own = [sections.shift(), record.status === 'T' ? sections.shift() : undefined]
    const patch = own.map((section) => hunks(section)).find((text) => text !== undefined)
    return { ...record, ...counts[index]!, status: STATUS[record.status] ?? 'modified', patch }
  })
}

interface Fields {
  peek(): string | undefined
  take(): string
  offset(): number
}

function nulFields(output: Buffer): Fields {
  let start = 0
  const end = (): number => output.indexOf(0, start)
  return {
    peek: () => (end() < 0 ? undefined : output.toString('utf8', start, end())),
    take: () => {
      const at = end()
      const field = output.toString('utf8', start, at)
      start = at + 1
      return field
    },
    offset: () => start,
  }
}

function* rawRecords(fields: Fields) {
  while (fields.peek()?.startsWith(':')) {
    const [, , before = '', after = '', code = ''] = fields.take().split(' ')
    const status = code[0]!
    const first = fields.take()
    const path = status === 'R' ? fields.take() : first
    yield { status, path, previousPath: status === 'R' ? first : undefined, blob: status === 'D' ? before : after }
  }
}

/** An empty field ends them: what follows is the patch. */
function* countRecords(fields: Fields) {
  for (let field = fields.peek(); field !== undefined; field = fields.peek()) {
    fields.take()
    if (field === '') return
    const [additions = '-', deletions = '-', path] = field.split('\t')
    if (path === '') {
      fields.take()
      fields.take()
    }
    yield { additions: Number(additions) || 0, deletions: Number(deletions) || 0 }
  }
}

/** Lines of content never start with `diff`: they carry their sign. */
function patchSections(patch: string): string[] {
  return patch.split(/^(?=diff --git )/m).filter((section) => section !== '')
}

function hunks(section: string | undefined): string | undefined {
  const start = section?.search(/^@@ /m) ?? -1
  return start < 0 ? undefined : section!.slice(start).replace(/\n$/, '')
}
