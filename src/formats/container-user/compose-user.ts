import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { composeServices, isDevelopmentCompose } from '../compose.ts'
import { folderOf, joinPath } from '../path.ts'
import { at, entry, rangeOf, scalar, text, type YamlMap } from '../yaml.ts'
import type { UserFact } from './fact.ts'
import type { Privilege } from './pod-security.ts'

/** Who runs what Compose starts, and which stages it builds. */
export function composeUsers(file: SourceFile): readonly UserFact[] {
  if (isDevelopmentCompose(file.path)) return []
  return composeServices(file).flatMap(({ node, build, subject, image }): readonly UserFact[] => {
    const stage = text(at(build, 'target'))
    const dockerfile =
      stage && joinPath(joinPath(folderOf(file.path), text(at(build, 'context')) ?? '.'), text(at(build, 'dockerfile')) ?? 'Dockerfile')
    const mild = /(?:^|\/)(?:docker|dind|cadvisor)(?::|$)/.test(image?.text ?? '')
    const found = [userOf(node, subject, mild), privilegedOf(node, subject, mild)].flatMap((privilege) =>
      privilege ? [{ is: 'privilege', privilege } as const] : [],
    )
    return dockerfile ? [{ is: 'target', dockerfile, stage }, ...found] : found
  })
}

function userOf(node: YamlMap, subject: string, mild: boolean): Privilege | undefined {
  const user = scalar(entry(node, 'user')?.value)
  if (!user || user.value === null || user.text.includes('$')) return
  const granted = /^(?:root|0+)(?::|$)/.test(user.text)
  return { what: 'root', key: 'user', subject, granted, range: rangeOfEntry(node, 'user'), mild }
}

function privilegedOf(node: YamlMap, subject: string, mild: boolean): Privilege | undefined {
  const found = scalar(entry(node, 'privileged')?.value)
  if (typeof found?.value !== 'boolean') return
  return { what: 'privileged', key: 'privileged', subject, granted: found.value, range: rangeOfEntry(node, 'privileged'), mild }
}

function rangeOfEntry(node: YamlMap, key: string): Range {
  const found = entry(node, key)!
  return { start: rangeOf(found.key).start, end: rangeOf(found.value).end }
}
