import { lines, rangeInLine } from '#formats/lines'
import type { Catalogue } from '#model/check'
import { LEVELS } from '#model/check'
import { fileCheck, repositoryCheck } from '#model/checks'
import { Unparsable } from '#model/unparsable'

const control = {
  severity: 'high',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  why: 'why',
  remedy: 'remedy',
  references: [],
  examples: { bad: {}, good: {} },
} as const

/** Three controls over `*.conf` files: enough to drive the machine without any of the real ones. */
export const TINY: Catalogue = {
  /** `name: bad|worse|fine|?` lines, one unit each. */
  'access/lines': fileCheck({
    ...control,
    title: 'Lines are fine',
    files: ['**/*.conf'],
    streams: true,
    *inspect(file) {
      for (const line of lines(file)) {
        const [, subject, value] = /^(\w+): (\S+)$/.exec(line.text) ?? []
        if (!subject || !value) continue
        const range = rangeInLine(line, subject.length + 2)
        if (value === '?') yield { subject, range, unknown: 'decided elsewhere' }
        else if (value === 'bad') yield { subject, range, problem: { message: 'bad', rating: 'red' } }
        else if (value === 'worse') yield { subject, range, problem: { message: 'worse', rating: 'black' } }
        else if (value.startsWith('key-'))
          yield { subject, range, secretDigest: value, problem: { message: 'a key', rating: 'black', severity: 'critical' } }
        else yield { subject, range }
      }
    },
  }),
  /** `needs x` lines must have a `gives x` line in any file. */
  'reliability/pairs': repositoryCheck<{ readonly word: 'needs' | 'gives'; readonly name: string; readonly line: number }>({
    ...control,
    severity: 'medium',
    title: 'What is needed is given',
    files: ['**/*.conf'],
    hints: ['needs ', 'gives '],
    *collect(file) {
      for (const line of lines(file)) {
        const [, word, name] = /^(needs|gives) (\w+)$/.exec(line.text) ?? []
        if (word && name) yield { word: word as 'needs' | 'gives', name, line: line.number }
      }
    },
    *judge(facts) {
      const given = new Set(facts.flatMap(({ fact }) => (fact.word === 'gives' ? fact.name : [])))
      for (const { path, fact } of facts) {
        if (fact.word !== 'needs') continue
        const place = { line: fact.line, column: 1 }
        const problem = given.has(fact.name) ? undefined : { message: `nothing gives ${fact.name}`, rating: 'red' as const }
        yield { subject: fact.name, scope: 'repository', location: { path, range: { start: place, end: place } }, problem }
      }
    },
  }),
  /** Breaks where it is told to. */
  'testing/fragile': fileCheck({
    ...control,
    title: 'Does not break',
    files: ['**/*.conf'],
    hints: ['throw', 'garbled'],
    inspect(file) {
      if (file.text.includes('garbled')) throw new Unparsable('not valid at line 1')
      if (file.text.includes('throw')) throw new TypeError(`secret text of ${file.text}`)
      return []
    },
  }),
}
