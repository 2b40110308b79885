import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GitHub, startGitHub } from './github/index.ts'
import { type RunningApp, startAppAt } from './support/app.ts'
import { gitRepository } from './support/git.ts'
import { repositoryCases } from './support/repository-case.ts'

const CLI = new URL('../src/cli.ts', import.meta.url).pathname

let github: GitHub
let app: RunningApp
beforeAll(async () => {
  github = await startGitHub()
  app = await startAppAt(github)
})
afterAll(async () => {
  await app.stop()
  expect(github.violations).toEqual([])
  await github.close()
})

describe('App and command line give the same verdict', () => {
  test.each(repositoryCases().map((one) => [one.name, one] as const))('%s', async (name, { base, head }) => {
    const local = gitRepository()
    try {
      local.commit('base', base)
      local.git('checkout', '--quiet', '-b', 'change')
      const gone = Object.keys(base).filter((path) => !(path in head))
      local.commit('change', { ...head, ...Object.fromEntries(gone.map((path) => [path, null])) })
      const repository = await github.createRepository({ owner: 'acme', name, from: local.folder })
      app.registration.install('acme', [repository])
      const pull = await repository.openPullRequest({ head: 'change', by: 'mona' })
      const run = await concluded(() => repository.checkRuns(pull.headSha, 'readiness').at(-1))
      const cli = JSON.parse(readiness(local.folder, 'json'))
      expect(run.conclusion).toBe(cli.conclusion)
      // Without a policy the run is quiet, and the command line shows everything.
      if (!('.readiness.yml' in base)) return expect(run.annotations).toEqual([])
      const markdown = readiness(local.folder, 'markdown')
      expect(run.output?.title).toBe(titleOf(markdown))
      // What the run says of each finding, byte for byte: the same report from the same two trees.
      expect(places(run.annotations)).toEqual(annotated(local.folder))
      expect(blocks(run.output?.text ?? '')).toEqual(blocks(markdown))
    } finally {
      local.dispose()
    }
  })
})

async function concluded<Run extends { readonly status: string }>(newest: () => Run | undefined): Promise<Run> {
  for (;;) {
    const run = newest()
    if (run?.status === 'completed') return run
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function readiness(folder: string, format: string): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, 'check', '--repo', folder, '--base', 'main', '--head', 'change', '--format', format, '--no-cache'],
    { encoding: 'utf8' },
  )
  if (stderr) throw new Error(stderr)
  return stdout
}

function titleOf(markdown: string): string | undefined {
  return markdown.split('\n')[0]?.replace(/^# /, '')
}

function places(annotations: readonly { readonly path: string; readonly start_line: number; readonly message: string }[]): string[] {
  return annotations.map(({ path, start_line: line, message }) => `${path}:${line} ${message.split('\n')[0]}`).toSorted()
}

/** The annotations of the command line, from its workflow commands. */
function annotated(folder: string): string[] {
  return readiness(folder, 'github')
    .split('\n')
    .flatMap((line) => {
      const [, file, number, message] = /^::(?:error|warning|notice) file=([^,]+),line=(\d+)[^:]*::(.*)$/.exec(line) ?? []
      return file ? [`${unescaped(file)}:${number} ${unescaped(message!).split('\n')[0]}`] : []
    })
    .toSorted()
}

function unescaped(text: string): string {
  return text.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%')
}

/** The part on single findings: one section a control. */
function blocks(text: string): string[] {
  return text
    .split(/^### /m)
    .slice(1)
    .filter((block) => block.includes('**Why:**'))
    .map((block) => block.trim())
}
