import type { CheckId } from '#model/check'
import type { Policy, Rule, Service } from '#model/policy'
import { matches } from './globs.ts'

/** The first service that a path belongs to. */
export function serviceOf({ services }: Pick<Policy, 'services'>, path: string): Service | undefined {
  return services.find(({ paths }) => matches(paths, path))
}

/** What a control does for a path: the repository's rule, or what the path's service asks of itself. */
export function ruleFor(policy: Pick<Policy, 'rules' | 'services'>, control: CheckId, path?: string): Rule | undefined {
  const rule = policy.rules.get(control)
  // Most policies have no such rule, and this is asked for every path.
  if (path === undefined || !policy.services.some(({ rules }) => rules.has(control))) return rule
  const own = serviceOf(policy, path)?.rules.get(control)
  return rule && own ? { ...rule, level: own.level ?? rule.level, severity: own.severity ?? rule.severity } : rule
}
