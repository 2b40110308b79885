import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { code } from './code/code.ts'
import { perFile } from './per-file.ts'
import { encloses } from './ranges.ts'

/**
 * For whom the class of settings around a place is: `DevelopmentConfig`, `TestingSettings`, side by side in one file with those of
 * production. `undefined` of all others.
 */
export function settingsClassAround(file: SourceFile, range: Range): 'development' | 'test' | undefined {
  const around = settingsClasses(file).find((one) => encloses(one.range, range))
  if (!around) return
  return /test/i.test(around.name) ? 'test' : 'development'
}

const settingsClasses = perFile((file) => (NAMED.test(file.text) ? (code(file)?.classes.filter(({ name }) => CLASS.test(name)) ?? []) : []))

const CLASS = /^(?:Flask|App)?(?:Dev|Develop|Development|Local|Test|Testing|UnitTest|UnitTesting)(?:Config|Configuration|Settings)$/
/** A cheap look before parsing. */
const NAMED = /(?:Dev|Develop|Development|Local|Test|Testing)(?:Config|Configuration|Settings)\b/
