import { describe, expect, test } from 'vitest'
import { suppressions } from '../../src/formats/suppressions.ts'

function read(path: string, text: string) {
  return suppressions({ path, text }).map(({ line, target, controls, reason, fault }) => ({
    line,
    target,
    controls,
    reason,
    ...(fault !== undefined && { fault }),
  }))
}

const DIRECTIVE = 'readiness: ignore deploy/image-latest-tag -- moves on purpose'
const FOUND = { controls: ['deploy/image-latest-tag'], reason: 'moves on purpose' }

describe('in the comment syntax of the file', () => {
  test.each([
    ['Dockerfile', `# ${DIRECTIVE}\nFROM nginx:latest\n`, 1, 2],
    ['deploy/app.yaml', `spec:\n  image: nginx:latest  # ${DIRECTIVE}\n`, 2, 2],
    ['src/app.ts', `const a = 1 // ${DIRECTIVE}\n`, 1, 1],
    ['src/app.ts', `/* ${DIRECTIVE} */\nconst a = 1\n`, 1, 2],
    ['src/app.ts', `/**\n * ${DIRECTIVE}\n */\n`, 2, 3],
    ['db/001.sql', `-- ${DIRECTIVE}\nDROP TABLE a;\n`, 1, 2],
    ['db/001.sql', `DROP TABLE a; -- ${DIRECTIVE}\n`, 1, 1],
    ['README.md', `<!-- ${DIRECTIVE} -->\ntext\n`, 1, 2],
    ['main.tf', `image = "nginx" // ${DIRECTIVE}\n`, 1, 1],
    ['main.tf', `image = "nginx" # ${DIRECTIVE}\n`, 1, 1],
    ['.env.example', `# ${DIRECTIVE}\r\nA=b\r\n`, 1, 2],
    ['.env.production.example', `A=b # ${DIRECTIVE}`, 1, 1],
    ['app.ini', `; ${DIRECTIVE}\n`, 1, 2],
    ['Makefile', `run: # ${DIRECTIVE}\n`, 1, 1],
    ['a.py', `x = "it's"  # ${DIRECTIVE}\n`, 1, 1],
    ['a.yaml', `## ${DIRECTIVE}\n`, 1, 2],
  ])('%s: %j', (path, text, line, target) => {
    expect(read(path, text)).toEqual([{ line, target, ...FOUND }])
  })

  test.each([
    ['data.json', `{ "a": "# ${DIRECTIVE}" }`],
    ['a.py', `x = "# ${DIRECTIVE}"\n`],
    ['a.ts', 'const a = `// ' + DIRECTIVE + '`\n'],
    ['a.ts', `# ${DIRECTIVE}\n`],
    ['a.py', `// ${DIRECTIVE}\n`],
    ['README.md', `# ${DIRECTIVE}\n`],
    ['a.yaml', `url: http://a/b#${DIRECTIVE}\n`],
    ['a.yaml', `${DIRECTIVE}\n`],
    ['a.yaml', '# readiness: checks the database\n'],
    ['a.yaml', '# readiness: ignore failures while starting\n'],
    ['a.yaml', '# readiness: ignored deploy/image-latest-tag -- x\n'],
  ])('not in %s: %j', (path, text) => {
    expect(read(path, text)).toEqual([])
  })
})

test('several controls, and several comments above one line', () => {
  expect(read('a.yaml', '# readiness: ignore a/b, c/d -- because -- really\n# readiness: ignore e/f -- why not\nx: 1\n')).toEqual([
    { line: 1, target: 3, controls: ['a/b', 'c/d'], reason: 'because -- really' },
    { line: 2, target: 3, controls: ['e/f'], reason: 'why not' },
  ])
})

test.each([
  ['# readiness: ignore', 'It names no control.'],
  ['# readiness: ignore -- because', 'It names no control.'],
  ['# readiness: ignore a/b', 'It gives no reason: write it after two hyphens.'],
  ['# readiness: ignore a/b --', 'It gives no reason: write it after two hyphens.'],
  [
    '# readiness: ignore a/b - because',
    'It names something that is no control: write ids like deploy/image-latest-tag, separated by commas.',
  ],
  [
    '# readiness: ignore a/* -- all of it',
    'It names something that is no control: write ids like deploy/image-latest-tag, separated by commas.',
  ],
  [
    '# readiness: ignore all -- of it',
    'It names something that is no control: write ids like deploy/image-latest-tag, separated by commas.',
  ],
])('%s ignores nothing and says why', (text, fault) => {
  expect(read('a.yaml', `${text}\nx: 1\n`)).toMatchObject([{ controls: [], fault }])
})

test('lines and files of any size are read in bounds', () => {
  const long = `# ${'x'.repeat(3000)} ${DIRECTIVE}`
  expect(read('a.yaml', `${long}\n# ${DIRECTIVE}\n`)).toMatchObject([{ line: 2 }])
  expect(read('a.yaml', `# ${DIRECTIVE}\n`.repeat(5000))).toHaveLength(1000)
  expect(read('a.yaml', `# ${DIRECTIVE} `.repeat(20_000))).toEqual([])
})
