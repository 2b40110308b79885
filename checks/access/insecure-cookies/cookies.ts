import { type Code, code } from '#formats/code/code'
import { isSpringPath } from '#formats/debug/spring'
import { isPreparationPath } from '#formats/preparation'
import { byPosition } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { djangoCookies } from './django.ts'
import { flaskCookies } from './flask.ts'
import { goCookies } from './go.ts'
import { javascriptCookies } from './javascript.ts'
import { pythonCookies } from './python.ts'
import { railsCookies } from './rails.ts'
import type { CookieSetting } from './setting.ts'
import { javaCookies, springCookies } from './spring.ts'

export type { Aspect, CookieSetting } from './setting.ts'

/** Everything in a file that decides how cookies of sessions are kept and guarded, from top to bottom. Throws `Unparsable`. */
export function cookieSettings(file: SourceFile): readonly CookieSetting[] {
  if (isPreparationPath(file.path)) return []
  if (isSpringPath(file.path)) return file.text.includes('cookie') ? springCookies(file) : []
  const parsed = WORTH.test(file.text) ? code(file) : undefined
  return parsed ? inCode(file, parsed).toSorted((a, b) => byPosition(a.range, b.range)) : []
}

const WORTH =
  /cookie|csrf|express-session|force_ssl|verify_authenticity_token|skip_forgery|allow_forgery|isSecure:|koa-session|sessions\.Options|MIDDLEWARE\b|environments|\.configure do/i

function inCode(file: SourceFile, parsed: Code): readonly CookieSetting[] {
  switch (parsed.language) {
    case 'python':
      return [...djangoCookies(parsed, file.path), ...flaskCookies(parsed), ...pythonCookies(parsed)]
    case 'javascript':
    case 'typescript':
      return javascriptCookies(parsed)
    case 'go':
      return goCookies(parsed)
    case 'java':
      return javaCookies(parsed, file.text)
    case 'ruby':
      return railsCookies(file, parsed)
    default:
      return []
  }
}
