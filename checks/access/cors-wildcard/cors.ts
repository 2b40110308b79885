import { type Code, code, type Language } from '#formats/code/code'
import { isPreparationPath } from '#formats/preparation'
import { encloses } from '#formats/ranges'
import type { WebSetting } from '#formats/web-setting'
import { byPosition } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { configCors } from './config.ts'
import { environmentCors } from './environment.ts'
import { csharpCors, javaCors, phpCors, rubyCors } from './frameworks.ts'
import { goCors } from './go.ts'
import { headerCors } from './header.ts'
import { javascriptCors } from './javascript.ts'
import { pythonCors } from './python.ts'

/** Everything in a file that says which origins may call, from top to bottom. Nothing of what only developers use. Throws `Unparsable`. */
export function corsSettings(file: SourceFile): readonly WebSetting[] {
  if (isPreparationPath(file.path) && !SERVES.test(file.path)) return []
  const parsed = WORTH.test(file.text) ? code(file) : undefined
  const found = parsed ? codeCors(parsed) : configCors(file)
  return found.toSorted((a, b) => byPosition(a.range, b.range))
}

/** Settings of a build that also say what the server answers. */
const SERVES = /(?:^|\/)(?:next|nuxt)\.config\.\w+$/
const WORTH = /cors|cross_?origin|access.control.allow.origin|allowed_?origin|origins? ['"]/i

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
