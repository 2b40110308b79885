import { parseArgs } from 'node:util'
import { load } from '../test/stories/storm/load.ts'

/**
 * How fast webhooks are answered while evaluations run on the same machine: `npm run load -- --webhooks 2000 --seconds 60 [--database-url URL]`.
 * The last line is JSON.
 */
const { values } = parseArgs({
  options: {
    webhooks: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '60' },
    repositories: { type: 'string', default: '200' },
    'database-url': { type: 'string' },
  },
})

const result = await load({
  webhooks: Number(values.webhooks),
  seconds: Number(values.seconds),
  repositories: Number(values.repositories),
  databaseUrl: values['database-url'],
  say: (line) => process.stdout.write(`${line}\n`),
})
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exitCode = result.lost === 0 ? 0 : 1
