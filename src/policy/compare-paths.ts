import type { Policy, Service } from '#model/policy'
import { isEqual, listed, loosened, neutral, type PolicyChange, tightened, without } from './change.ts'
import { levelChanges } from './compare-rules.ts'

/** What changes about the paths that are looked at. */
export function comparePaths({ paths: before }: Policy, { paths: after }: Policy): readonly PolicyChange[] {
  const classes = [...new Set([...before.classes.keys(), ...after.classes.keys()])]
  return [
    ...globChanges(before.ignore, after.ignore, 'ignored'),
    ...classes.flatMap((name) => globChanges(before.classes.get(name) ?? [], after.classes.get(name) ?? [], name)),
  ]
}

function globChanges(before: readonly string[], after: readonly string[], as: string): readonly PolicyChange[] {
  const [added, removed] = [without(after, before), without(before, after)]
  const [more, less] = as === 'production' ? [tightened, loosened] : [loosened, tightened]
  return [
    ...(added.length > 0 ? [more(`counts ${listed(added, 'path')} as ${as}`)] : []),
    ...(removed.length > 0 ? [less(`no longer counts ${listed(removed, 'path')} as ${as}`)] : []),
  ]
}

/** What changes about services, as far as they ask something of their own. */
export function compareServices(before: Policy, after: Policy): readonly PolicyChange[] {
  const names = [...new Set([...before.services, ...after.services].map(({ name }) => name))]
  return names.flatMap((name) => {
    const [was, is] = [before, after].map(({ services }) => services.find((service) => service.name === name))
    if (isEqual(was && plain(was), is && plain(is))) return []
    const rules = serviceRules(name, was, is, before, after)
    return rules.length > 0 ? rules : [movedOrRenamed(name, was, is)]
  })
}

function plain({ paths, tier, owner, rules }: Service) {
  return { paths, tier, owner, rules: [...rules] }
}

function serviceRules(
  name: string,
  was: Service | undefined,
  is: Service | undefined,
  before: Policy,
  after: Policy,
): readonly PolicyChange[] {
  const ids = [...new Set([...(was?.rules.keys() ?? []), ...(is?.rules.keys() ?? [])])]
  const pairs = ids.map((id) => ({
    id,
    before: was?.rules.get(id)?.level ?? before.rules.get(id)?.level ?? 'off',
    after: is?.rules.get(id)?.level ?? after.rules.get(id)?.level ?? 'off',
  }))
  const severities = ids.filter((id) => was?.rules.get(id)?.severity !== is?.rules.get(id)?.severity)
  return [
    ...levelChanges(pairs, ` for ${name}`),
    ...(severities.length > 0 ? [loosened(`changes the severity of ${listed(severities, 'control')} for ${name}`)] : []),
    ...(was && is && ids.length > 0 && !isEqual(was.paths, is.paths)
      ? [loosened(`changes the paths of ${name}, which has rules of its own`)]
      : []),
  ]
}

function movedOrRenamed(name: string, was: Service | undefined, is: Service | undefined): PolicyChange {
  return neutral(!was ? `adds the service ${name}` : !is ? `removes the service ${name}` : `changes the service ${name}`)
}
