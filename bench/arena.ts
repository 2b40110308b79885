import { type AppHandle, type GitHub, type GitHubOptions, type RepositoryHandle, startGitHub } from '../test/github/index.ts'
import { type AppProcess, eventually, register, startApp, temporaryFolder } from '../test/stories/app-process.ts'

/** A GitHub on loopback in this process, and an App as an operator runs it in another. */
export interface Arena {
  readonly github: GitHub
  readonly app: AppHandle
  readonly running: AppProcess
  close(): Promise<void>
}

export interface ArenaOptions {
  readonly github?: GitHubOptions
  readonly env?: Readonly<Record<string, string>>
}

/** Writes are not spread: that is for GitHub's sake, and it would be all that is measured. */
export async function openArena({ github: options, env }: ArenaOptions = {}): Promise<Arena> {
  const folder = temporaryFolder()
  const github = await startGitHub({ validate: false, ...options })
  const app = register(github)
  const running = await startApp(github, app, { dataFolder: folder.path, program: 'dist/app.js', env: { WRITE_GAP_MS: '0', ...env } })
  app.setWebhookUrl(`${running.url}/api/github/webhooks`)
  return {
    github,
    app,
    running,
    close: async () => {
      await running.stop()
      await github.close()
      folder.remove()
    },
  }
}

/** Each of these heads has a concluded run. */
export async function concluded(heads: readonly { readonly repository: RepositoryHandle; readonly sha: string }[]): Promise<void> {
  const isDone = ({ repository, sha }: (typeof heads)[number]) => repository.checkRuns(sha, 'readiness').at(-1)?.status === 'completed'
  await eventually(
    () => heads.every(isDone),
    () => `${heads.filter((head) => !isDone(head)).length} of ${heads.length} heads are still without a concluded run`,
    PATIENCE,
  )
}

const PATIENCE = 10 * 60_000
