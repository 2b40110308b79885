import { createInterface } from 'node:readline/promises'
import { styleText } from 'node:util'
import { type CheckRun, type PullHandle, type RepositoryHandle, startGitHub } from '../test/github/index.ts'
import { startAppAt } from '../test/support/app.ts'
import { BASE, change, FIX } from './demo/repository.ts'

/** A pull request, checked as in production: a GitHub on loopback, the real App, signed webhooks, a check run. `--once` ends after the verdict. */
const once = process.argv.includes('--once')

const github = await startGitHub()
const app = await startAppAt(github)
try {
  const repository = await github.createRepository({ owner: 'acme', name: 'shop', files: BASE })
  app.registration.install('acme', [repository])
  repository.requireChecks('main', [{ context: 'readiness', appId: app.registration.id }])
  say('dim', `GitHub on loopback: ${github.url}\nReadiness: ${app.app.url}\n`)

  await repository.commit('faster-refunds', change(Date.now()))
  const pull = await repository.openPullRequest({ head: 'faster-refunds', title: 'Faster refunds', by: 'mona' })
  pull.prepareFix(FIX, 'Push the fix')
  say('bold', `acme/shop #${pull.number}: Faster refunds`)
  show(await concluded(repository, pull.headSha))
  say('bold', `\nThe same on a page, as GitHub shows it:\n  ${pull.url}\n`)
  if (!once) await stayUp(repository, pull)
} finally {
  await app.stop()
  await github.close()
}

/** Waits until the newest run of ours on this commit has a conclusion. */
async function concluded(repository: RepositoryHandle, sha: string): Promise<CheckRun> {
  for (;;) {
    const run = repository.checkRuns(sha, 'readiness').at(-1)
    if (run?.status === 'completed') return run
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function show({ conclusion, output, annotations }: CheckRun): void {
  say(conclusion === 'success' ? 'green' : 'red', `\n${conclusion}: ${output?.title ?? ''}`)
  for (const { path, start_line: line, annotation_level: level, title, message } of annotations) {
    say(level === 'failure' ? 'red' : 'yellow', `\n${path}:${line}  ${title}`)
    console.log(`  ${message.split('\n\n')[0]}`)
  }
}

/** Enter pushes the fix, as the button on the page does; whatever is pushed, its verdict is shown. Ctrl-C ends. */
async function stayUp(repository: RepositoryHandle, pull: PullHandle): Promise<void> {
  const stopped = new AbortController()
  process.once('SIGINT', () => stopped.abort())
  process.once('SIGTERM', () => stopped.abort())
  say('dim', 'Press Enter here (or the button there) to push the fix; Ctrl-C ends.')
  const lines = createInterface({ input: process.stdin })
  lines.once('line', () => void pull.push(FIX, { message: 'Push the fix' }))
  let shown = pull.headSha
  while (!stopped.signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    if (pull.headSha === shown) continue
    shown = pull.headSha
    show(await concluded(repository, shown))
    say('dim', '\nCtrl-C ends.')
  }
  lines.close()
}

function say(style: 'bold' | 'dim' | 'green' | 'red' | 'yellow', text: string): void {
  console.log(styleText(style, text))
}
