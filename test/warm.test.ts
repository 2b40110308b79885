import { expect, test } from 'vitest'
import { catalogue } from '#catalogue'
import { assess } from '../src/assess.ts'
import { classOf } from '../src/policy/classes.ts'
import { memoryEngine } from './support/engine.ts'
import { memorySnapshot } from './support/memory-snapshot.ts'
import { policyFor } from './support/policy.ts'

/** A repository in which every file matters to some control. */
function repository(size: number): Record<string, string> {
  const kinds = [
    (index: number) => [
      `services/s${index}/settings.py`,
      `import os\n\nDEBUG = os.getenv("DEBUG", "false") == "true"\nNAME = "s${index}"\n`,
    ],
    (index: number) => [`services/s${index}/Dockerfile`, `FROM python:3.12.${index % 9}\nUSER app\nCMD ["python", "main.py"]\n`],
    (index: number) => [`services/s${index}/.env.example`, `API_KEY=your-api-key-${index}\n`],
    (index: number) => [`services/s${index}/docker-compose.yml`, `services:\n  s${index}:\n    image: acme/s${index}:1.0.${index}\n`],
    (index: number) => [`services/s${index}/README.md`, `# s${index}\n`],
  ]
  return Object.fromEntries(Array.from({ length: size }, (_, index) => kinds[index % kinds.length]!(index) as [string, string]))
}

test('a warm run over 5,000 files with 10 changed ones reads and parses the changed blobs only', async () => {
  const policy = policyFor(catalogue)
  const engine = memoryEngine(catalogue)
  const files = repository(5_000)
  const base = memorySnapshot('base', files)
  const judgement = { policy, classOf: classOf(policy), asOf: '2026-11-21' }
  await assess({ base, head: base }, judgement, engine)
  const before = { ...engine.counters }
  const changed = Object.keys(files)
    .filter((path) => path.endsWith('settings.py'))
    .slice(0, 10)
  const head = memorySnapshot('head', { ...files, ...Object.fromEntries(changed.map((path) => [path, `${files[path]}DEBUG = True\n`])) })
  const { delta } = await assess({ base, head }, judgement, engine)
  expect(delta.worsened).toHaveLength(10)
  expect(engine.counters.read - before.read).toBe(10)
  expect(engine.counters.collected - before.collected).toBe(10)
  expect(engine.counters.listed - before.listed).toBe(10)
  await assess({ base, head }, judgement, engine)
  expect(engine.counters.read - before.read).toBe(10)
})
