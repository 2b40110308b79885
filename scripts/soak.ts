import { parseArgs } from 'node:util'
import { storm } from '../test/stories/storm/storm.ts'

/**
 * A storm of any length: `npm run soak -- --events 10000 --faults 2000 --seed 7 [--database-url URL]`. The last line is JSON; `lost`, `wrong`,
 * `stuck` and `duplicates`, counted on the GitHub on loopback, have to be 0.
 */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000' },
    faults: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    scale: { type: 'string', default: '100' },
    'database-url': { type: 'string' },
  },
})

const result = await storm({
  events: Number(values.events),
  faults: Number(values.faults),
  seed: Number(values.seed),
  scale: Number(values.scale),
  databaseUrl: values['database-url'],
  say: (line) => process.stdout.write(`${line}\n`),
})
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exitCode = result.lost + result.wrong + result.stuck + result.duplicates === 0 ? 0 : 1
