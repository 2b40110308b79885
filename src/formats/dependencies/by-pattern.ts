import type { SourceFile } from '#model/snapshot'
import { lines, rangeAt, rangeInLine } from '../lines.ts'
import type { Dependency } from './dependency.ts'

export function gemfile(file: SourceFile): readonly Dependency[] {
  let depth: Dependency['scope'] = 'production'
  return lines(file).flatMap((line): readonly Dependency[] => {
    if (/^[ \t]*group\b.*\bdo\b/.test(line.text)) depth = /:(?:development|test)\b/.test(line.text) ? 'development' : 'production'
    if (/^end\b/.test(line.text)) depth = 'production'
    const [head, lead, name, version] =
      /^([ \t]*gem[ \t(]+["'])([\w.-]{1,100})["'](?:[ \t]*,[ \t]*["']([^"']{1,100})["'])?/.exec(line.text) ?? []
    if (head === undefined || !lead || !name) return []
    return [{ name, ecosystem: 'rubygems', version, scope: depth, range: rangeInLine(line, lead.length, lead.length + name.length) }]
  })
}

export function gradle(file: SourceFile): readonly Dependency[] {
  return lines(file).flatMap((line): readonly Dependency[] => {
    const [, lead, configuration, group, artifact, version] =
      /^([ \t]*(\w{2,60})[ \t(]{1,4}(?:platform\()?["'])([\w.-]{1,150}):([\w.-]{1,150})(?::([\w.+${}-]{1,100}))?["']/.exec(line.text) ?? []
    if (!lead || !configuration || !group || !artifact) return []
    const name = `${group}:${artifact}`
    const scope = /^(?:test|androidTest|integrationTest)/.test(configuration) ? 'development' : 'production'
    return [{ name, ecosystem: 'maven', version, scope, range: rangeInLine(line, lead.length, lead.length + name.length) }]
  })
}

export function maven(file: SourceFile): readonly Dependency[] {
  return blocks(file.text, '<dependency>', '</dependency>').flatMap(([start, block]): readonly Dependency[] => {
    const own = (tag: string) => new RegExp(`<${tag}>[ \\t\\r\\n]*([^<\\r\\n]{1,200}?)[ \\t\\r\\n]*</${tag}>`).exec(block)?.[1]
    const [group, artifact] = [own('groupId'), own('artifactId')]
    if (!group || !artifact) return []
    const at = start + block.indexOf(artifact, block.indexOf('<artifactId>'))
    const scope = own('scope') === 'test' ? 'development' : 'production'
    return [
      { name: `${group}:${artifact}`, ecosystem: 'maven', version: own('version'), scope, range: rangeAt(file, at, at + artifact.length) },
    ]
  })
}

const LONGEST_BLOCK = 5000

function blocks(text: string, open: string, close: string): readonly (readonly [start: number, block: string])[] {
  const found: [number, string][] = []
  for (let start = text.indexOf(open); start >= 0; start = text.indexOf(open, start + open.length)) {
    const block = text.slice(start, start + LONGEST_BLOCK)
    const end = block.indexOf(close)
    if (end >= 0) found.push([start, block.slice(0, end)])
  }
  return found
}

export function nuget(file: SourceFile): readonly Dependency[] {
  return lines(file).flatMap((line): readonly Dependency[] => {
    const [, lead, name] = /(<PackageReference[ \t]+Include=")([\w.-]{1,150})"/.exec(line.text) ?? []
    if (!lead || !name) return []
    const at = line.text.indexOf(lead) + lead.length
    const version = /\bVersion="([^"]{1,100})"/.exec(line.text)?.[1]
    return [{ name, ecosystem: 'nuget', version, scope: 'production', range: rangeInLine(line, at, at + name.length) }]
  })
}
