import { createHash } from 'node:crypto'
import type { Finding } from '#model/finding'

type Named = Pick<Finding, 'control' | 'aspect' | 'subject' | 'scope' | 'location' | 'ordinal'>

/** The id that is printed: the same in every commit in which the finding stands, and says nothing of the value it is about. */
export function fingerprint({ control, aspect, subject, scope, location, ordinal }: Named): string {
  const path = scope === 'repository' ? '' : (location?.path ?? '')
  return createHash('sha256')
    .update(JSON.stringify([control, path, aspect ?? '', subject, ordinal]))
    .digest('hex')
    .slice(0, 32)
}
