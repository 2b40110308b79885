import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '#catalogue'
import { likenesses, mentions, mentionsLike } from '#formats/words'

const fileOf = (text: string) => ({ path: 'app/main.py', text })

describe('mentions', () => {
  it('finds one of its words, letters in any case, and none of another look', () => {
    const [tellsHealth, tellsLimit] = [mentions(['health', 'ready']), mentions(['limiter'])]
    const file = fileOf('@app.get("/HealthZ")\n')
    expect([tellsHealth(file), tellsLimit(file)]).toEqual([true, false])
    expect(tellsLimit(fileOf('app.state.LIMITER = Limiter()'))).toBe(true)
  })

  it('goes on past letters that are not ASCII', () => {
    const isThere = mentions(['limiter'])
    expect(isThere(fileOf('# für alle: limiter'))).toBe(true)
    expect(isThere(fileOf('# limité r'))).toBe(false)
  })

  it('knows a look that was added after a file had been seen', () => {
    const first = mentions(['first'])
    const file = fileOf('first and second')
    expect(first(file)).toBe(true)
    expect(mentions(['second'])(file)).toBe(true)
  })
})

describe('mentionsLike', () => {
  it('asks the pattern where a word is there', () => {
    const isThere = mentionsLike(/\bready\s*\(/, ['ready'])
    const texts = ['def ready(request):', '# not ready yet', 'pass', `ready\n${' '.repeat(500)}ready\n${' '.repeat(500)}def ready()`]
    expect(texts.map((text) => isThere(fileOf(text)))).toEqual([true, false, false, true])
  })

  it('asks it around the words alone', () => {
    const isThere = mentionsLike(/\bready\s*\(|\bsteady\(/, ['ready'])
    expect(isThere(fileOf(`steady()${' '.repeat(500)}ready`))).toBe(false)
  })

  it.each(likenesses())('has the words and the reach for $pattern', ({ pattern, likely }) => {
    // What cannot be generated is left out, and blanks that nobody writes: texts are tried with the whole pattern.
    const source = pattern.source.replaceAll(/\(\?<?[!=](?:[^()]|\([^()]*\))*\)|\\b/g, '')
    const around = fc.constantFrom('', '\n', ' ', '"', '.', '/', 'x')
    const texts = fc.tuple(around, fc.stringMatching(new RegExp(source), { size: 'large' }), around)
    const matching = fc
      .sample(texts, { numRuns: 300, seed: 7 })
      .map((parts) => `${FILLER}${parts.join('').replaceAll(/[^\S \t\n]/g, ' ')}${FILLER}`)
      .filter((text) => pattern.test(text))
    expect(matching.length).toBeGreaterThan(30)
    expect(matching.filter((text) => !likely(fileOf(text))).map((text) => pattern.exec(text)![0])).toEqual([])
  })
})

/** Longer than any reach, and without a word of any look. */
const FILLER = `\n${'~\n'.repeat(500)}`
