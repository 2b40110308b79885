import { lines, rangeInLine } from '#formats/lines'
import { FINE, open, type WebSetting } from '#formats/web-setting'
import type { SourceFile } from '#model/snapshot'
import { isAny } from './origins.ts'

/** Spring and Ktor in Kotlin, for which there is no parser here: what a line says by itself. */
export function kotlinCors(file: SourceFile): readonly WebSetting[] {
  if (FOR_DEVELOPERS.test(file.text)) return []
  return lines(file).flatMap((line): WebSetting[] => {
    const found = /^\s*(?:\/\/|\/?\*)/.test(line.text) ? undefined : FORMS.map((form) => form.exec(line.text)).find((match) => match)
    if (!found) return []
    const { subject = '', origin } = found.groups!
    const range = rangeInLine(line, found.index, found.index + found[0].length)
    return [{ subject, range, verdict: origin === undefined || isAny(origin) ? open('allows every origin') : FINE }]
  })
}

/** A configuration of a profile that no production has. */
const FOR_DEVELOPERS = /@Profile\("(?:local|dev|test)/

const LIST = String.raw`(?:(?:mutableListOf|listOf|setOf|arrayOf)\(|\[)?\s{0,4}`

const FORMS: readonly RegExp[] = [
  String.raw`(?<subject>@CrossOrigin)(?:\(\s{0,4}(?:(?:origins|originPatterns|value)\s{0,4}=\s{0,4})?${LIST}"(?<origin>[^"]{0,200})"|\(\s{0,4}\)|(?=\s|$))`,
  String.raw`\b(?<subject>(?:set)?[aA]llowedOrigins?(?:Patterns?)?|addAllowedOrigin(?:Pattern)?)\s{0,4}[(=]\s{0,4}${LIST}(?:"(?<origin>[^"]{0,200})"|CorsConfiguration\.ALL\b)`,
  String.raw`\b(?<subject>anyHost)\(\)`,
].map((source) => new RegExp(source))
