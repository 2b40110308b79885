import { beforeAll, expect, test } from 'vitest'
import { prepare } from '#formats/prepare'
import check from '../../../checks/reliability/outbound-timeout.ts'

beforeAll(() => prepare(['a.py']))

function judged(files: Readonly<Record<string, string>>) {
  const facts = Object.entries(files).flatMap(([path, text]) => [...check.collect({ path, text })].map((fact) => ({ path, fact })))
  return [...check.judge(facts, { params: {}, classOf: () => 'production' })]
}

function calls(count: number): string {
  const one = (index: number) => `def call_${index}(url):\n    return requests.get(url)\n`
  return `import requests\n\n${Array.from({ length: count }, (_, index) => one(index)).join('\n')}`
}

test('beyond ten calls of a file the rest is one finding', () => {
  const found = judged({ 'shop/registry.py': calls(14), 'shop/rates.py': calls(2) }).filter(({ problem }) => problem)
  expect(found.filter(({ location }) => location?.path === 'shop/rates.py')).toHaveLength(2)
  const many = found.filter(({ location }) => location?.path === 'shop/registry.py')
  expect(many).toHaveLength(11)
  expect(many.at(-1)).toMatchObject({ subject: 'more calls', problem: { rating: 'red' }, location: { range: { start: { line: 34 } } } })
  expect(many.at(-1)?.problem?.message).toContain('4 more calls')
})

test('what has a deadline does not count', () => {
  const limited = calls(14).replaceAll('requests.get(url)', 'requests.get(url, timeout=5)')
  const found = judged({ 'shop/registry.py': `${limited}\n\ndef late(url):\n    return requests.get(url)\n` })
  expect(found.filter(({ problem }) => problem).map(({ subject }) => subject)).toEqual(['requests.get in late'])
})
