import { byPosition } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { type Code, code, type Language } from './code/code.ts'
import { configCors } from './cors/config.ts'
import { environmentCors } from './cors/environment.ts'
import { csharpCors, javaCors, phpCors, rubyCors } from './cors/frameworks.ts'
import { goCors } from './cors/go.ts'
import { headerCors } from './cors/header.ts'
import { javascriptCors } from './cors/javascript.ts'
import { pythonCors } from './cors/python.ts'
import { isPreparationPath } from './preparation.ts'
import { encloses } from './ranges.ts'
import type { WebSetting } from './web-setting.ts'

/** Everything in a file that says which origins may call, from top to bottom. Nothing of what only developers use. Throws `Unparsable`. */
export function corsSettings(file: SourceFile): readonly WebSetting[] {
  if (isPreparationPath(file.path)) return []
  const parsed = WORTH.test(file.text) ? code(file) : undefined
  const found = parsed ? codeCors(parsed) : configCors(file)
  return found.toSorted((a, b) => byPosition(a.range, b.range))
}

const WORTH = /cors|cross_?origin|access-control-allow-origin|allowed_?origin|origins? ['"]/i

const OF_LANGUAGE: Readonly<Record<Language, (code: Code) => readonly WebSetting[]>> = {
  python: pythonCors,
  javascript: javascriptCors,
  typescript: javascriptCors,
  go: goCors,
  java: javaCors,
  ruby: rubyCors,
  php: phpCors,
  csharp: csharpCors,
}

/** Of settings at one place the first counts (a decorator is a call as well), of a read within a setting the setting. */
function codeCors(parsed: Code): readonly WebSetting[] {
  const all = [...OF_LANGUAGE[parsed.language](parsed), ...headerCors(parsed)]
  const found = [...Map.groupBy(all, ({ range }) => `${range.start.line}:${range.start.column}`).values()].map(([first]) => first!)
  const reads = environmentCors(parsed).filter(({ range }) => !found.some((one) => encloses(one.range, range)))
  return [...found, ...reads]
}
