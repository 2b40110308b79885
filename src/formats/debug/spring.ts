import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { meant } from '../code/unset.ts'
import { rangeAt } from '../lines.ts'
import { properties } from '../properties.ts'
import { entries, items, rangeOf, text, type YamlNode, yamlDocuments } from '../yaml.ts'
import { outerRange } from './outer-range.ts'
import { type DebugSetting, type Exposure, isDevelopmentFile, OFF, ON, type State, unknown } from './setting.ts'

export function isSpringPath(path: string): boolean {
  return /(?:^|\/)(?:application|bootstrap)(?:-[\w-]+)?\.(?:ya?ml|properties)$/.test(path)
}

interface Setting {
  readonly key: string
  readonly value: string
  readonly range: Range
}

/** Spring Boot's configuration files, profile by profile. */
export function springSettings(file: SourceFile): readonly DebugSetting[] {
  if (isDevelopmentFile(file.path.slice(file.path.lastIndexOf('/') + 1))) return []
  return profiles(file).flatMap((settings) => {
    const profile = settings.find(({ key }) => key === 'spring.config.activate.onprofile' || key === 'spring.profiles')
    if (profile && isDevelopmentFile(profile.value.replaceAll(/[^\w-]+/g, '-'))) return []
    const isInternal = settings.some(({ key }) => key === 'management.server.port')
    return settings.flatMap((setting) => settingOf(setting, isInternal))
  })
}

/** Each document of a file is a profile of its own. */
function profiles(file: SourceFile): readonly (readonly Setting[])[] {
  if (!file.path.endsWith('.properties')) return yamlDocuments(file).map((document) => flat(document))
  const all = properties(file).map(({ name, value, nameStart, end }) => ({
    key: relaxed(name),
    value,
    range: rangeAt(file, nameStart, end),
  }))
  return [all]
}

function flat(document: YamlNode): readonly Setting[] {
  const found: Setting[] = []
  const seen = new Set<YamlNode>()
  const open: { readonly key: string; readonly node: YamlNode; readonly range: Range }[] = [
    { key: '', node: document, range: rangeOf(document) },
  ]
  for (let next = open.pop(); next; next = open.pop()) {
    const { key, node, range } = next
    if (seen.has(node)) continue
    seen.add(node)
    const value =
      node.kind === 'sequence'
        ? items(node)
            .flatMap((item) => text(item) ?? [])
            .join(',')
        : text(node)
    if (value !== undefined && key) found.push({ key, value, range })
    const below = entries(node).map((entry) => ({
      key: key ? `${key}.${relaxed(entry.key.text)}` : relaxed(entry.key.text),
      node: entry.value,
      range: { start: rangeOf(entry.key).start, end: outerRange(entry.value).end },
    }))
    open.push(...below.toReversed())
  }
  return found
}

/** `include-stacktrace` and `includeStacktrace` are one key. */
function relaxed(key: string): string {
  return key.replaceAll('-', '').toLowerCase()
}

const KEYS = new Map<string, { readonly name: string; readonly exposes: Exposure; readonly isOn: (value: string) => boolean }>([
  ['debug', { name: 'debug', exposes: 'requests in logs', isOn: isTrueText }],
  ['trace', { name: 'trace', exposes: 'requests in logs', isOn: isTrueText }],
  [
    'management.endpoints.web.exposure.include',
    {
      name: 'management.endpoints.web.exposure.include',
      exposes: 'management endpoints',
      isOn: (value) => value.split(/[\s,]+/).includes('*'),
    },
  ],
  [
    'server.error.includestacktrace',
    { name: 'server.error.include-stacktrace', exposes: 'error pages', isOn: (value) => value === 'always' },
  ],
  ['spring.h2.console.enabled', { name: 'spring.h2.console.enabled', exposes: 'database console', isOn: isTrueText }],
])

function isTrueText(value: string): boolean {
  return meant(value) === true
}

function settingOf({ key, value, range }: Setting, isInternal: boolean): DebugSetting[] {
  const known = KEYS.get(key)
  if (!known) return []
  const mild = isInternal && known.exposes === 'management endpoints'
  return [{ subject: known.name, range, state: stateOfText(value, known.isOn), exposes: known.exposes, mild }]
}

/** `${DEBUG:true}` is on where the variable is not set; without a default Spring does not start. */
function stateOfText(value: string, isOn: (value: string) => boolean): State {
  const [, variable, fallback] = /^\$\{([^:{}]+)(?::([^{}]*))?\}$/.exec(value) ?? []
  if (variable === undefined) return value.includes('${') ? unknown('A variable decides it.') : isOn(value) ? ON : OFF
  return fallback !== undefined && isOn(fallback) ? { is: 'on', how: 'unset', variable } : OFF
}
