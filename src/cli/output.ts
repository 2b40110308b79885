import { writeFileSync } from 'node:fs'
import { plainText } from '../reports/escape.ts'
import { UsageError } from './failure.ts'

/** Writes a report where the person wants it. */
export function publish(report: string, file: string | undefined): void {
  clearLine()
  if (file === undefined || file === '-') {
    process.stdout.write(report)
    return
  }
  try {
    writeFileSync(file, report)
  } catch (error) {
    throw new UsageError(`Cannot write ${JSON.stringify(file)}: ${(error as Error).message}`)
  }
}

/** Says something on standard error. It may hold names from a repository, so it cannot move a cursor or set a title. */
export function tell(message: string): void {
  clearLine()
  process.stderr.write(`readiness: ${plainText(message)}\n`)
}

/** Colour when a terminal reads it, as `NO_COLOR` and `FORCE_COLOR` ask. */
export function wantsColor(file: string | undefined): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env
  if (NO_COLOR) return false
  if (FORCE_COLOR) return FORCE_COLOR !== '0'
  return file === undefined && process.stdout.isTTY === true
}

/** A line on a terminal that says how far a long run is; nothing where nobody watches. */
export function progress(what: string): { show(text: string): void; clear(): void } {
  const watched = process.stderr.isTTY === true && !process.env.CI
  return {
    show: (text) => {
      if (watched) process.stderr.write(`\r\u001b[K${text} ${what}`)
      isLineShown = watched
    },
    clear: clearLine,
  }
}

/** There is one such line, and nothing else may be written behind it. */
let isLineShown = false

function clearLine(): void {
  if (isLineShown) process.stderr.write('\r\u001b[K')
  isLineShown = false
}
