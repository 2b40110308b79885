import { expect, test } from 'vitest'
import { functionAround } from '../../../src/formats/code/around.ts'
import { encloses } from '../../../src/formats/ranges.ts'
import { parsed } from './written.ts'

const SOURCES: Readonly<Record<string, string>> = {
  'a.ts':
    'a()\nfunction f() { b(); const g = () => (x) => { c(x); h(() => d()) }; e() }\ni(); class J { k() { l() } m = () => n() }\no()\n',
  'a.py':
    'a()\ndef f():\n  b()\n  def g(x=h()):\n    c()\n  d()\n@i()\nclass J:\n  k = l()\n  def m(self): return [n(o) for o in p()]\nq()\n',
  'a.rb': 'a()\ndef f\n  b().each { |x| c(x) }\n  d()\nend\ne()\n',
}

test.each(Object.entries(SOURCES))('finds the innermost function around each place of %s', async (path, text) => {
  const code = await parsed(path, text)
  const places = [...code.calls, ...code.functions, ...code.assignments].map(({ range }) => range)
  expect(places.length).toBeGreaterThan(5)
  expect(places.map((place) => functionAround(code, place))).toEqual(
    places.map((place) => code.functions.findLast(({ range }) => encloses(range, place))),
  )
})
