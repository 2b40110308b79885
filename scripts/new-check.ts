import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { checkIds, renderIndex } from './catalogue-index.ts'

const DIMENSIONS = 'secrets, access, deploy, observability, data, reliability, scale, operations, compliance, architecture, testing'

/** `npm run new-check -- <dimension>/<name>`: a module that the tests refuse until it checks something. */
const id = process.argv[2] ?? ''
const path = `checks/${id}.ts`
if (!/^[a-z]+\/[a-z0-9-]+$/.test(id)) fail('Name the control: npm run new-check -- <dimension>/<name>, in lower case with hyphens.')
if (!DIMENSIONS.split(', ').includes(dirname(id))) fail(`${dirname(id)} is no dimension; they are ${DIMENSIONS}.`)
if (existsSync(path)) fail(`${path} is there already.`)

mkdirSync(dirname(path), { recursive: true })
writeFileSync(
  path,
  `import { lines, rangeInLine } from '#formats/lines'
import { LEVELS } from '#model/check'
import { fileCheck } from '#model/checks'
import { text } from '#model/example'

export default fileCheck({
  title: 'The requirement, as a sentence that is true when the check passes',
  severity: 'medium',
  kind: 'static',
  level: LEVELS.never,
  since: '1.0',
  why: 'What goes wrong in production otherwise.',
  remedy: 'What to type.',
  effort: '1h',
  references: [],
  files: ['**/*.example-ending'],

  *inspect(file) {
    for (const line of lines(file)) yield { subject: line.text, range: rangeInLine(line) }
  },

  examples: {
    bad: {
      'what a team would really commit': { 'path/to.example-ending': text\`«the span that is at fault»\` },
    },
    good: {
      'how it should be': { 'path/to.example-ending': text\`...\` },
    },
  },
})
`,
)
writeFileSync('checks/index.ts', renderIndex(checkIds()))
console.log(`${path} is there and stands in the catalogue. Next:
  1. Fill it in; \`npx vitest run --project unit test/checks.test.ts -t ${id}\` runs its examples (three bad and three good ones at least).
  2. npm run generate, which writes its page.
  3. npm run check`)

function fail(message: string): never {
  console.error(message)
  process.exit(2)
}
