import { type OwnerRule, ownerRuleOf, ownerRules } from '#formats/codeowners'
import { MIGRATION_FILES } from '#formats/migrations'
import { isWorkflowPath } from '#formats/workflow'
import { type Evaluation, findingsOf } from '#model/evaluation'
import type { ClassOf } from '#model/path-class'
import type { Policy, Service } from '#model/policy'
import type { ControlGroup } from '#model/report-rules'
import { contentsOf, lineCounts } from '../evaluate/contents.ts'
import { classOf } from '../policy/classes.ts'
import { choosesControl, matches } from '../policy/globs.ts'
import { inferServices } from '../policy/infer-services.ts'
import { serviceOf } from '../policy/rules.ts'
import type { AuditContext, Inventory, MigrationFolder } from '../reports/context.ts'
import type { AuditFormat } from './formats.ts'
import type { Target } from './target.ts'

export interface Audited {
  readonly evaluation: Evaluation
  readonly policy: Policy
  /** ISO 8601. */
  readonly asOf: string
  readonly format: AuditFormat
}

/** Counting lines reads every file again: only for what people read. */
const COUNTING: ReadonlySet<AuditFormat> = new Set(['markdown', 'html'])

/** What an audit is told beside the evaluation: from the repository where it shows it, from the policy where a person has to say it. */
export async function auditContext(target: Target, { evaluation, policy, asOf, format }: Audited): Promise<AuditContext> {
  const { snapshot, owners, title } = target
  const rules = owners ? ownerRules(owners) : []
  const paths = (await snapshot.list()).map(({ path }) => path)
  const services = servicesOf(paths, policy, rules)
  return {
    name: title,
    asOf: asOf.slice(0, 10),
    policy,
    contents: await contentsOf(snapshot, evaluation, findingsOf(evaluation)),
    ...(COUNTING.has(format) && { linesOf: await lineCounts(snapshot, evaluation) }),
    inventory: inventoryOf(paths, classOf(policy)),
    ownersOf: (path) => ownerRuleOf(rules, path)?.owners ?? [],
    ...saidBy(policy),
    ...(services.length > 0 && { serviceOf: (path: string) => serviceOf({ services }, path)?.name }),
  }
}

/** Those that the policy names, else those that manifests and owners give away. */
function servicesOf(paths: readonly string[], policy: Policy, rules: readonly OwnerRule[]): readonly Service[] {
  if (policy.services.length > 0) return policy.services
  return inferServices(paths, classOf(policy), rules).map(({ name, paths, owner }) => ({ name, paths, owner, rules: new Map() }))
}

/** The team's own words. */
function saidBy({ report, services }: Policy): Pick<AuditContext, 'sections' | 'axes' | 'plannedOf' | 'roleOf'> {
  const { sections, axes, plan } = report
  const covers = ({ controls }: ControlGroup) => ({ covers: (id: string) => controls.some((pattern) => choosesControl([pattern], id)) })
  return {
    sections: sections.map((section) => ({ ...section, ...covers(section) })),
    ...(axes.length > 0 && { axes: axes.map((axis) => ({ ...axis, ...covers(axis) })) }),
    plannedOf: (id) => {
      const own = plan.filter(({ control }) => choosesControl([control], id))
      return {
        effort: own.findLast(({ effort }) => effort !== undefined)?.effort,
        owner: own.findLast(({ owner }) => owner !== undefined)?.owner,
      }
    },
    roleOf: (name) => services.find((service) => service.name === name)?.role,
  }
}

function inventoryOf(paths: readonly string[], classOf: ClassOf): Inventory {
  const own = paths.filter((path) => classOf(path) === 'production')
  const folders = Map.groupBy(
    own.filter((path) => matches(MIGRATION_FILES, path) && !NO_MIGRATION.test(path)),
    (path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))),
  )
  return {
    migrations: [...folders].map(([folder, files]) => folderOf(folder, files)).toSorted((a, b) => (a.folder < b.folder ? -1 : 1)),
    workflows: own.filter(isWorkflowPath).toSorted(),
  }
}

/** What stands beside migrations, or takes one back. */
const NO_MIGRATION = /(?:^|\/)(?:__init__|env|conftest)\.py$|\.down\.sql$/

function folderOf(folder: string, files: readonly string[]): MigrationFolder {
  const names = files.map((path) => path.slice(path.lastIndexOf('/') + 1)).toSorted(byNumber)
  return { folder: folder === '' ? '.' : folder, count: files.length, newest: names.at(-1)! }
}

const NUMBERS = new Intl.Collator('en', { numeric: true })

/** `V10__x.sql` after `V9__y.sql`. */
function byNumber(a: string, b: string): number {
  return NUMBERS.compare(a, b)
}
