import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'readiness-env-'))
afterAll(() => rmSync(folder, { recursive: true }))

const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

/** A program of ours in that folder, which ends by itself because something is missing. */
function start(program: string, env: Record<string, string> = {}) {
  const path = new URL(`../../src/${program}`, import.meta.url).pathname
  const options = { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env } } as const
  const { status, stderr } = spawnSync(process.execPath, [path], options)
  return { status, stderr }
}

it.each(['app.ts', 'evaluator.ts'])('%s takes .env where the environment says nothing', (program) => {
  const settings = { APP_ID: '7', PRIVATE_KEY: KEY.replaceAll('\n', '\\n'), WEBHOOK_SECRET: 'too short', PORT: 'none' }
  writeFileSync(
    join(folder, '.env'),
    Object.entries(settings)
      .map(([name, value]) => `${name}="${value}"\n`)
      .join(''),
  )
  const { status, stderr } = start(program, { PORT: '0' })
  expect(status).toBe(2)
  expect(stderr).toBe('readiness: WEBHOOK_SECRET is too short: take 32 random characters or more.\n')
})
