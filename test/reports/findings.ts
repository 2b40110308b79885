import type { Finding } from '#model/finding'
import type { Range } from '#model/location'

/** A range within one line. */
export function onLine(line: number, column = 1, endColumn = column + 5): Range {
  return { start: { line, column }, end: { line, column: endColumn } }
}

/** A finding that is complete; tests say what matters to them. */
export function finding(about: Partial<Finding> = {}): Finding {
  return {
    control: 'deploy/image-latest-tag',
    subject: 'Deployment/web app',
    scope: 'file',
    severity: 'high',
    rating: 'black',
    message: 'The image has the tag latest, so that every restart may run other code. Name a full version or a digest.',
    location: { path: 'deploy/web.yaml', range: onLine(14, 18, 28) },
    ordinal: 1,
    ...about,
  }
}
