import { describe, expect, it } from 'vitest'
import type { Edit } from '#model/check'
import type { Finding } from '#model/finding'
import { readableFiles } from '../../src/reports/readable.ts'
import { secretLines } from '../../src/reports/secret-lines.ts'
import { type Suggestion, suggestionsFor } from '../../src/reports/suggestions.ts'
import { assessmentOf, evaluationOf } from './assessments.ts'
import { finding } from './findings.ts'
import { contents, SECRET_VALUE, STORY } from './story.ts'

const at = (line: number, column: number, endLine: number, endColumn: number) => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
})
const fixing = (...edits: Edit[]): Finding => finding({ message: 'Mend `it`, @acme.', fix: { title: 'mend', edits } })
const suggest = (text: string, ...edits: Edit[]) =>
  suggestionsFor(
    [fixing(...edits)],
    readableFiles(() => text, secretLines(evaluationOf([]))),
  )

describe('a suggestion', () => {
  it('replaces the lines that the fix touches, and only those', () => {
    const [{ key, ...rest }] = suggest('one\ntwo: old\nthree\n', { range: at(2, 6, 2, 9), text: 'new' }) as [Suggestion]
    const body = `Mend \`it\`, \\@\u200Bacme. (\`${finding().control}\`)\n\n\`\`\`suggestion\ntwo: new\n\`\`\``
    expect(rest).toEqual({ path: 'deploy/web.yaml', startLine: 2, endLine: 2, body })
    expect(key).toMatch(/^[0-9a-f]{16}$/)
  })

  it('holds several edits, deletions and new lines', () => {
    const [{ body, startLine, endLine }] = suggest(
      'a\nb\nc\nd',
      { range: at(2, 1, 3, 1), text: '' },
      { range: at(4, 2, 4, 2), text: '\ne' },
    ) as [never]
    expect([startLine, endLine, body]).toEqual([2, 4, expect.stringContaining('```suggestion\nc\nd\ne\n```')])
  })

  it('is one for fixes on the same line, and has the same key wherever the line moves', () => {
    const made = (above: string) =>
      suggestionsFor(
        [
          fixing({ range: at(2 + above.length, 1, 2 + above.length, 2), text: 'x' }),
          { ...fixing({ range: at(2 + above.length, 3, 2 + above.length, 4), text: 'y' }), subject: 'another' },
        ],
        readableFiles(() => `${'\n'.repeat(above.length)}one\na b\n`, secretLines(evaluationOf([]))),
      )
    const [first, ...others] = made('')
    expect(others).toEqual([])
    expect(first!.body).toContain('```suggestion\nx y\n```')
    expect(made('...')).toMatchObject([{ key: first!.key, startLine: 5 }])
  })

  it('is not made for files with CRLF: GitHub would write other line ends', () => {
    expect(suggest('one\r\n', { range: at(1, 1, 1, 4), text: 'two' })).toEqual([])
  })

  it('cannot be closed by the code in it', () => {
    const [{ body }] = suggest('```\nx\n', { range: at(1, 4, 1, 4), text: 'yaml' }) as [never]
    expect(body).toContain('````suggestion\n```yaml\n````')
  })

  it('is not made of secrets, hidden characters, long stretches or places that are not there', () => {
    const { head, delta } = assessmentOf(STORY)
    const made = suggestionsFor(
      [...delta.introduced, ...delta.worsened.map((one) => one.finding)],
      readableFiles(contents, secretLines(head)),
    )
    expect(made.map(({ path }) => path).toSorted()).toEqual(['app/settings.py', 'deploy/web.yaml'])
    expect(JSON.stringify(made)).not.toContain(SECRET_VALUE)
    expect(suggest('a\u202E\n', { range: at(1, 1, 1, 2), text: 'b' })).toEqual([])
    expect(suggest('a\n'.repeat(40), { range: at(1, 1, 30, 1), text: '' })).toEqual([])
    expect(suggest('a\n', { range: at(9, 1, 9, 1), text: 'b' })).toEqual([])
  })
})
