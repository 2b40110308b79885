import { evidence } from '#formats/evidence'
import { lines } from '#formats/lines'
import { mentions } from '#formats/words'
import type { SourceFile } from '#model/snapshot'
import { type BackupRun, OPERATED, run } from './run.ts'
import { backupIn } from './tools.ts'

/** A script that copies, also one in the code of a scheduler. */
export function ofProgram(file: SourceFile): readonly BackupRun[] {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1)
  const isNamed = /backup|dump|snapshot/i.test(name)
  if (!isNamed && !mayCopy(file)) return []
  const isScheduled = CLOCK.test(file.text)
  if (!isNamed && !isScheduled && !/\.(?:sh|bash)$|^(?:GNUm|M|m)akefile$|^[Jj]ustfile$/.test(name)) return []
  const traits = backupIn(file.text) ?? (isScheduled ? clockOnly(file) : undefined)
  return traits ? [run(file, isScheduled ? 'job' : 'script', isScheduled, traits)] : []
}

/** `"task": "chats.tasks.backup_db"` beside a clock: the copy itself is made elsewhere, and whatever it does is not seen here. */
function clockOnly(file: SourceFile) {
  return lines(file).some(({ text }) => TASK.test(text.slice(0, MAX_LINE)) && !/^\s*(?:#|\/\/|\*)/.test(text)) ? OPERATED : undefined
}

const MAX_LINE = 500
/** Of data, and not of what is done when something else fails. */
const TASK =
  /["'][\w.:-]{0,60}(?:backup[_:-]?(?:db|data|database|postgres|mysql|mongo|all)|(?:do|run|make|create|perform|nightly|daily|db|database|postgres|pg|mysql|mongo)[_:-]?backup)[\w.:-]{0,40}["']|\b(?:backup_?(?:db|data|database|all)|(?:do|run|make|create|perform)_?backup)\s*\(/i

const mayCopy = mentions(['backup'])

const CLOCK =
  /beat_schedule|\bcrontab\s*\(|\bcrontab\s+-|periodic_task|apscheduler|BlockingScheduler|BackgroundScheduler|add_job\(|@Scheduled\b|node-cron|cron\.schedule|CronJob\(|@Cron\(|cron\.New\(|gocron|sidekiq[-_]cron|rufus|->(?:daily|hourly|dailyAt|cron)\(|Hangfire|Quartz|every\(\)?\.|schedule\.every|\bevery\s+(?:\d+\.|:)(?:hour|day|week|sunday|monday)/

/** What a document says of copies: of whom it says that they are made, how often, and how long they are kept. */
export function ofDocument(file: SourceFile): readonly BackupRun[] {
  if (!/backup|back-up|point[- ]in[- ]time|PITR/i.test(file.text)) return []
  const document = evidence(file)
  const section = document.sections.find(
    ({ heading, content }) => content > 0 && /\bback-?ups?\b|point[- ]in[- ]time|\bPITR\b|restor/i.test(heading),
  )
  if (!section || document.isTemplate || /^(?:CHANGELOG|CHANGES|HISTORY)/i.test(file.path.slice(file.path.lastIndexOf('/') + 1))) return []
  const said = lines(file)
    .slice(section.range.start.line - 1)
    .map(({ text: line }) => line)
    .join('\n')
    .slice(0, 20_000)
  const denies =
    /\b(?:no|not|never|without|missing|todo|planned|should|will be)\b[^.\n]{0,40}\bback-?ups?\b|\bback-?ups?\b[^.\n]{0,40}\b(?:not|missing|todo|planned|manual)/i.test(
      said,
    )
  const scheduled = !denies && OFTEN.test(said) && LONG.test(said)
  const traits = { pitr: !denies && /point[- ]in[- ]time|\bPITR\b|\bWAL\b/i.test(said), offsite: true, retention: true, calls: [] }
  return [run(file, 'document', scheduled, traits, section.range)]
}

const OFTEN =
  /\b(?:daily|hourly|nightly|weekly|continuous(?:ly)?|every\s+(?:\d+\s+)?(?:hours?|minutes?|days?|night)|automat(?:ic|ed)\b|scheduled|PITR|point[- ]in[- ]time)/i
const LONG = /\bretention|\bretain|\bkept\b|\bkeeps?\b|\b\d+[- ](?:days?|weeks?|months?)\b/i
