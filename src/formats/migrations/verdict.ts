import type { Observation } from '#model/check'
import type { Change, Migration } from './change.ts'
import { hazardOf } from './hazards.ts'
import type { Table } from './tables.ts'

type Verdict = Pick<Observation, 'problem' | 'unknown'>

/** Whether a change is dangerous, harmless, or nobody can tell. */
export function verdictOf(change: Change, own: Migration, isOther: boolean, proven: ReadonlySet<string>, known: readonly Table[]): Verdict {
  if (change.kind === 'drop column' || change.kind === 'drop table') return dropped(change, known)
  const hazard = hazardOf(change, own.transactional, proven)
  if (!hazard) return {}
  if (isOther && !change.kind.startsWith('rename'))
    return { unknown: 'Only the locks of PostgreSQL are known here, and this is for another database.' }
  // How many rows a model has is nowhere to be seen, and Django's backfills are often of the few that settings are kept in.
  const isMild = change.kind === 'write row by row' || (own.tool === 'Django' && change.kind === 'write all rows')
  return isMild ? { problem: { message: hazard, rating: 'yellow', severity: 'medium' } } : black(hazard)
}

function black(message: string): Verdict {
  return { problem: { message, rating: 'black' } }
}

/** The names of a table that a migration and the code may use for it. */
function dropped({ kind, table, name }: Change, known: readonly Table[]): Verdict {
  const described = known.find(({ names }) => names.includes(table))
  if (kind === 'drop table') {
    if (described)
      return black(
        `The code still describes ${table}: requests fail as soon as it is gone. Remove it from the code first, and drop it a release later.`,
      )
    return known.length > 0 ? {} : { unknown: UNSEEN }
  }
  if (!described) return { unknown: UNSEEN }
  if (!described.columns.includes((name ?? '').toLowerCase())) return {}
  return black(
    `The code still reads ${name} of ${table}: requests fail as soon as it is gone. Remove it from the code first, and drop it a release later.`,
  )
}

const UNSEEN = 'Whether anything still uses it cannot be seen: nothing here describes this table.'
