import { constantText } from '../code/lookup.ts'
import type { Scope } from '../code/view.ts'

/** What runs here runs on another database than PostgreSQL: `def _upgrade_sqlite():`, `if op.get_bind().dialect.name == 'mysql':` */
export function isForOther({ function: name = '', conditions }: Scope): boolean {
  if (/(?:^|_)(?:sqlite3?|mysql|mariadb|mssql|oracle)(?:_|$)/.test(name)) return true
  return conditions.some(({ value, negated }) => {
    if (value.kind !== 'binary' || !/^(?:==|!=)$/.test(value.operator)) return false
    const named = [value.left, value.right].flatMap((side) => constantText(side) ?? [])[0]
    const isEqual = (value.operator === '==') !== negated
    return named !== undefined && (isEqual ? /^(?:sqlite|mysql|mariadb|mssql|oracle)$/.test(named) : /^postgres(?:ql)?$/.test(named))
  })
}
