import { describe, expect, it } from 'vitest'
import { mentions, mentionsLike } from '#formats/words'

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
    expect([isThere(fileOf('def ready(request):')), isThere(fileOf('# not ready yet')), isThere(fileOf('pass'))]).toEqual([
      true,
      false,
      false,
    ])
  })
})
