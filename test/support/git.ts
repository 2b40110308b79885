import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface TestRepository {
  readonly folder: string
  git(...args: string[]): string
  /** Writes files (`null` deletes) without committing. */
  write(files: Readonly<Record<string, string | Uint8Array | null>>): void
  link(path: string, target: string): void
  /** Commits everything on disk and returns the commit id. */
  commit(message?: string, files?: Readonly<Record<string, string | Uint8Array | null>>): string
  dispose(): void
}

/** A real repository in a temporary folder, on branch `main`, with an identity and times of its own. */
export function gitRepository(): TestRepository {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'readiness-test-')))
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
    GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
  }
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
      cwd: folder,
      env,
      encoding: 'utf8',
    }).trim()
  git('init', '--quiet', '--initial-branch=main')
  const write: TestRepository['write'] = (files) => {
    for (const [path, content] of Object.entries(files)) {
      if (content === null) rmSync(join(folder, path))
      else {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), content)
      }
    }
  }
  return {
    folder,
    git,
    write,
    link: (path, target) => symlinkSync(target, join(folder, path)),
    commit: (message = 'change', files = {}) => {
      write(files)
      git('add', '--all')
      git('commit', '--quiet', '--allow-empty', '--message', message)
      return git('rev-parse', 'HEAD')
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}
