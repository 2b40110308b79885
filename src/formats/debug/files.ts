import type { SourceFile } from '#model/snapshot'
import { meant } from '../code/unset.ts'
import { dotenv } from '../dotenv.ts'
import { isValuesPath } from '../helm.ts'
import { rangeAt } from '../lines.ts'
import type { Pair } from '../pair.ts'
import { properties } from '../properties.ts'
import { yamlPairs } from '../yaml/pairs.ts'
import { at, rangeOf, scalar, yamlDocuments } from '../yaml.ts'
import { type DebugSetting, isDevelopmentFile, OFF, ON, unknown } from './setting.ts'
import { exposureOf, variableState } from './variables.ts'

/** `.env.production`, `prod.env`: what production is started with. */
export function isProductionEnvPath(path: string): boolean {
  return /(?:^|\/)\.?env[._-](?:prod|production|staging|stage|live)(?:\.\w+)?$|(?:^|[/._-])(?:prod|production|staging|live)\.env$/i.test(
    path,
  )
}

/** Variables in files that say how a platform starts the program: `.env.production`, chart values, `app.yaml`, `fly.toml`. */
export function platformSettings(file: SourceFile): readonly DebugSetting[] {
  const { path } = file
  if (isDevelopmentFile(path)) return []
  if (isProductionEnvPath(path) || saysProduction(file)) return fromPairs(file, dotenv(file))
  if (/(?:^|\/)fly[\w.-]*\.toml$/.test(path)) return fromPairs(file, properties(file))
  if (isValuesPath(path) || /(?:^|\/)(?:app|render)(?:[.-][\w-]+)?\.ya?ml$/.test(path)) return fromPairs(file, yamlPairs(file))
  return []
}

/** A `.env` with `APP_ENV=production` in it. */
function saysProduction(file: SourceFile): boolean {
  if (!/(?:^|\/)\.env$/.test(file.path)) return false
  return dotenv(file).some(
    ({ name, value, commented }) => !commented && /^(?:\w+_)?ENV(?:IRONMENT)?$/.test(name) && /^prod(?:uction)?$/i.test(value),
  )
}

function fromPairs(file: SourceFile, pairs: readonly Pair[]): DebugSetting[] {
  return pairs.flatMap(({ name, value, nameStart, start, end, commented }) => {
    const variable = name.slice(name.lastIndexOf('.') + 1)
    const exposes = exposureOf(variable)
    if (!exposes || commented) return []
    const state = value.includes('{{') ? unknown('A template decides it.') : variableState(variable, value)
    const sameLine = !file.text.slice(nameStart, end).includes('\n')
    const isQuoted = /["']/.test(file.text[end] ?? '') && file.text[end] === file.text[start - 1]
    return [{ subject: variable, range: rangeAt(file, sameLine ? nameStart : start, sameLine && isQuoted ? end + 1 : end), state, exposes }]
  })
}

/** `display_errors` of a `php.ini`. */
export function phpIniSettings(file: SourceFile): readonly DebugSetting[] {
  if (isDevelopmentFile(file.path.slice(file.path.lastIndexOf('/') + 1))) return []
  return properties(file).flatMap(({ name, value, nameStart, end }) => {
    if (!/(?:^|\.)display_errors$/i.test(name)) return []
    const state = meant(value) === true || value === 'stdout' ? ON : OFF
    return [{ subject: 'display_errors', range: rangeAt(file, nameStart, end), state, exposes: 'error pages' as const }]
  })
}

/** `"DetailedErrors": true` of an `appsettings.json`. */
export function appSettings(file: SourceFile): readonly DebugSetting[] {
  if (isDevelopmentFile(file.path.slice(file.path.lastIndexOf('/') + 1))) return []
  return yamlDocuments(file).flatMap((document) => {
    const value = scalar(at(document, 'DetailedErrors'))
    if (!value) return []
    return [
      { subject: 'DetailedErrors', range: rangeOf(value), state: meant(value.text) === true ? ON : OFF, exposes: 'error pages' as const },
    ]
  })
}

const WEB_CONFIG = [
  { subject: 'compilation debug', pattern: /<compilation\b[^<>]{0,500}?\bdebug="([^"<>]{0,50})"/gi, on: 'true' },
  { subject: 'customErrors mode', pattern: /<customErrors\b[^<>]{0,500}?\bmode="([^"<>]{0,50})"/gi, on: 'off' },
  {
    subject: 'ASPNETCORE_ENVIRONMENT',
    pattern: /<environmentVariable\s[^<>]{0,100}?\bname="ASPNETCORE_ENVIRONMENT"\s[^<>]{0,100}?\bvalue="([^"<>]{0,50})"/gi,
    on: 'development',
  },
] as const

/** IIS takes these from `web.config`. Comments are blanked first. */
export function webConfigSettings(file: SourceFile): readonly DebugSetting[] {
  const text = file.text.replaceAll(/<!--[\s\S]*?-->/g, (comment) => ' '.repeat(comment.length))
  return WEB_CONFIG.flatMap(({ subject, pattern, on }) =>
    [...text.matchAll(pattern)].map((match) => ({
      subject,
      range: rangeAt(file, match.index, match.index + match[0].length),
      state: match[1]!.toLowerCase() === on ? ON : OFF,
      exposes: subject === 'ASPNETCORE_ENVIRONMENT' ? 'development mode' : 'error pages',
    })),
  )
}
