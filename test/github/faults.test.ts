import { describe, expect, it } from 'vitest'
import { createFaultPlan, type Fault, seededRandom } from './faults.ts'

const target = { operation: 'checks/create', method: 'POST', path: '/', query: {}, repositoryId: 7, body: undefined }

function strikes(fault: Fault, count: number, seed = 1, over: Partial<typeof target> = {}): string {
  const plan = createFaultPlan(seed)
  plan.add(fault)
  return Array.from({ length: count }, () => (plan.strike({ ...target, ...over }) === undefined ? '.' : 'x')).join('')
}

describe('a fault plan', () => {
  it('strikes always, from the nth match on, or a number of times', () => {
    expect(strikes({ kind: 'hang' }, 4)).toBe('xxxx')
    expect(strikes({ kind: 'hang', nth: 3 }, 5)).toBe('..x..')
    expect(strikes({ kind: 'hang', nth: 2, times: 2 }, 5)).toBe('.xx..')
    expect(strikes({ kind: 'hang', times: 1 }, 3)).toBe('x..')
  })

  it('strikes only what it names', () => {
    expect(strikes({ kind: 'hang', on: 'checks/update' }, 2)).toBe('..')
    expect(strikes({ kind: 'hang', on: ['git/get-blob', 'checks/create'] }, 1)).toBe('x')
    expect(strikes({ kind: 'hang', on: 'checks/' }, 1)).toBe('x')
    expect(strikes({ kind: 'hang', repositoryId: 8 }, 1)).toBe('.')
    expect(strikes({ kind: 'hang', where: ({ method }) => method === 'GET' }, 1)).toBe('.')
  })

  it('strikes by probability the same way for the same seed', () => {
    const first = strikes({ kind: 'hang', probability: 0.3 }, 200, 42)
    expect(strikes({ kind: 'hang', probability: 0.3 }, 200, 42)).toBe(first)
    expect(strikes({ kind: 'hang', probability: 0.3 }, 200, 43)).not.toBe(first)
    expect(first.replaceAll('.', '').length).toBeGreaterThan(30)
    expect(first.replaceAll('.', '').length).toBeLessThan(90)
  })

  it('forgets a fault that is taken back', () => {
    const plan = createFaultPlan(1)
    const remove = plan.add({ kind: 'hang' })
    expect(plan.strike(target)).toBeDefined()
    remove()
    expect(plan.strike(target)).toBeUndefined()
    expect(plan.struck).toBe(1)
  })
})

describe('seeded numbers', () => {
  it('are spread over 0 to 1', () => {
    const random = seededRandom(5)
    const numbers = Array.from({ length: 1_000 }, random)
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...numbers)).toBeLessThan(1)
    expect(numbers.reduce((sum, number) => sum + number, 0) / 1_000).toBeCloseTo(0.5, 1)
  })
})
