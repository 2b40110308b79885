import type { CheckId } from '#model/check'
import type { Policy, Rule, Service } from '#model/policy'
import { matches } from './globs.ts'

/** The first service that a path belongs to. */
export function serviceOf({ services }: Policy, path: string): Service | undefined {
  return services.find(({ paths }) => matches(paths, path))
}

/** What a control does for a path: the repository's rule, or what the path's service asks of itself. */
export function ruleFor(policy: Policy, control: CheckId, path?: string): Rule | undefined {
  const rule = policy.rules.get(control)
  const own = rule && path !== undefined ? serviceOf(policy, path)?.rules.get(control) : undefined
  return rule && own ? { ...rule, level: own.level ?? rule.level, severity: own.severity ?? rule.severity } : rule
}
