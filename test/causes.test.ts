import { describe, expect, it } from 'vitest'
import { catalogue } from '#catalogue'
import type { Catalogue } from '#model/check'
import type { Finding } from '#model/finding'
import { assess } from '../src/assess.ts'
import { memoryEngine } from './support/engine.ts'
import { filesOf } from './support/example.ts'
import { memorySnapshot } from './support/memory-snapshot.ts'
import { policyFor } from './support/policy.ts'
import { TINY } from './support/tiny-catalogue.ts'

type Files = Readonly<Record<string, string>>

async function news(base: Files, head: Files, checks: Catalogue = TINY): Promise<readonly Finding[]> {
  const { delta } = await assess(
    { base: memorySnapshot('base', base), head: memorySnapshot('head', head) },
    { policy: policyFor(checks), classOf: () => 'production', asOf: '2026-11-21' },
    memoryEngine(checks),
  )
  return [...delta.introduced, ...delta.worsened.map(({ finding }) => finding)]
}

const messages = async (base: Files, head: Files) => (await news(base, head)).map(({ message }) => message)

describe('a finding that another file took care of', () => {
  const needs = { 'a.conf': 'needs x\n' }
  const lost = 'This change takes away what `b.conf` said. nothing gives x'

  it('names it when it is deleted, and when only the words are', async () => {
    expect(await messages({ ...needs, 'b.conf': 'gives x\n' }, needs)).toEqual([lost])
    expect(await messages({ ...needs, 'b.conf': 'gives x\ngives y\n' }, { ...needs, 'b.conf': '\n\ngives y\n' })).toEqual([lost])
  })

  it('names it although its own file changed, when it is wholly gone', async () => {
    const changed = { 'a.conf': 'needs x\nneeds y\n' }
    expect(await messages({ ...needs, 'b.conf': 'gives x\n' }, changed)).toEqual(['nothing gives y', lost])
    const both = { ...changed, 'b.conf': 'gives z\n' }
    expect(await messages({ ...needs, 'b.conf': 'gives z\ngives x\n' }, both)).toEqual(['nothing gives y', 'nothing gives x'])
  })

  it('names nothing where nothing was taken away, or the words moved', async () => {
    expect(await messages({}, needs)).toEqual(['nothing gives x'])
    expect(await messages({ 'b.conf': 'gives z\n' }, { ...needs, 'b.conf': '\ngives z\n' })).toEqual(['nothing gives x'])
    expect(await messages({ 'b.conf': 'gives z\n' }, { ...needs, 'c.conf': 'gives z\n' })).toEqual(['nothing gives x'])
  })

  it('names three files at most', async () => {
    const gone = Object.fromEntries(['b', 'c', 'd', 'e', 'f'].map((name) => [`${name}.conf`, 'gives x\n']))
    const said = 'This change takes away what `b.conf`, `c.conf`, `d.conf` and 2 more said. nothing gives x'
    expect(await messages({ ...needs, ...gone }, needs)).toEqual([said])
  })
})

/** Good examples in which one file answers for another. */
const shared = Object.entries(catalogue).flatMap(([id, check]) =>
  Object.entries(check.examples.good)
    .filter(([, files]) => Object.keys(files).length > 1)
    .map(([title, files]) => ({ id, title, files: filesOf(files).files })),
)

describe('whatever file of a good example is deleted', () => {
  it.each(shared)('$id: $title: is named by the findings in the others', async ({ id, files }) => {
    const checks = { [id]: catalogue[id]! }
    for (const path of Object.keys(files)) {
      const { [path]: _, ...head } = files
      for (const { message, location } of await news(files, head, checks)) if (location?.path !== path) expect(message).toContain(path)
    }
  })
})
