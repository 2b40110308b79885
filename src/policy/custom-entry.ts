import type { CustomControl, CustomTest } from '#model/custom-control'
import type { CustomEntry } from './schema.ts'

/** A custom control completed with defaults. */
export function customControl(entry: CustomEntry): CustomControl {
  const {
    id,
    title,
    severity,
    level = 'required',
    rating = 'red',
    why,
    remedy,
    references = [],
    effort,
    files,
    also = [],
    examples,
  } = entry
  return {
    id,
    title,
    severity,
    level,
    rating,
    why,
    remedy,
    references,
    effort,
    files,
    also,
    test: testOf(entry),
    examples: { bad: examples?.bad ?? {}, good: examples?.good ?? {} },
  }
}

function testOf({ each, where = {}, require = {}, text = {} }: CustomEntry): CustomTest {
  return each ? { each, where, require } : text
}
