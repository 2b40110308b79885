import { assignments } from '#formats/assignments'
import { positionAt, rangeAt } from '#formats/lines'
import { markdownBlocks } from '#formats/markdown/blocks'
import { pairs } from '#formats/pairs'
import { digest, placeholderFor, printableName, type Sighting, type Sightings, shownPrefix, sightings } from '#formats/secrets'
import { LEVELS, type Problem } from '#model/check'
import { type FileObservation, fileCheck } from '#model/checks'
import type { SourceFile } from '#model/snapshot'
import { bad, good } from './example-file-secrets.examples.ts'

/** What is known beyond what is reported: whether the shape alone proves it, wherever it stands. */
interface Observed extends FileObservation {
  readonly proven?: boolean
}

export default fileCheck({
  title: 'Example files hold placeholders, not live-looking credentials',
  severity: 'critical',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  effort: '1h',
  why: `
    An example file is made by copying the real one, and then everybody who can read the repository has the key: contractors,
    forks, build logs, and whoever finds a laptop. It stays in the history after the line is gone, so a leaked key is only
    harmless once it is revoked.`,
  remedy: `
    Rotate the credential at its provider first: removing it here does not remove it from history. Then write a placeholder that
    says what belongs there, and keep the value in your secret store:

        RESEND_API_KEY=your-resend-api-key`,
  references: [
    'https://cwe.mitre.org/data/definitions/798.html',
    'https://docs.github.com/en/code-security/secret-scanning/introduction/about-secret-scanning',
    'https://12factor.net/config',
  ],
  files: [
    '**/*.{example,sample,template,dist,tpl}',
    '**/{example,sample,template}.env',
    '**/.env.{example,sample,template,dist}.*',
    '**/.env-{example,sample,template,dist}',
    '**/*.{example,sample,template,dist}.{yml,yaml,json,jsonc,json5,toml,ini,cfg,conf,properties,env,tfvars,xml,php,py,js,cjs,mjs,ts,rb,sh,exs}',
    '**/*[-_]{example,sample,template}.{yml,yaml,json,toml,ini,cfg,conf,properties,env,tfvars}',
    '**/*.{Example,Sample,Template}.{json,yml,yaml,xml,config}',
    '**/{.env,env}_{example,sample,template}',
    '**/{example,sample}.*.{json,yml,yaml,toml,ini}',
    '**/wp-config-sample.php',
    '*.md',
    '**/[Rr][Ee][Aa][Dd][Mm][Ee]*.{md,mdx}',
    '**/{docs,doc,documentation}/**/*.{md,mdx}',
  ],
  also: ['test', 'example', 'generated', 'vendored', 'documentation'],
  streams: true,

  *inspect(file) {
    const { secrets, harmless } = seenIn(file)
    for (const line of Map.groupBy(secrets, ({ start }) => positionAt(file, start).line).values()) yield leak(file, line)
    for (const { name, start, end } of harmless) yield { subject: subjectOf(name), range: rangeAt(file, start, end) }
  },

  /** Tests and code of others make up values of their own: there only what a provider issued counts. */
  adapt({ proven, ...observation }: Observed, path, { classOf }) {
    return proven || !/^(?:test|generated|vendored)$/.test(classOf(path)) ? observation : undefined
  },

  examples: { bad, good },
})

function seenIn(file: SourceFile): Sightings {
  if (!/\.mdx?$/i.test(file.path)) return sightings(file.text, pairs(file))
  // Values in instructions are often made up for the page: their name proves less than it does in a file to copy.
  const settings = markdownBlocks(file).fences.filter(({ language }) => SETTINGS.test(language))
  const { secrets, harmless } = sightings(
    file.text,
    settings.flatMap(({ start, end }) => assignments(file.text, start, end)),
  )
  return { secrets: secrets.filter((one) => !isShown(one)).map((one) => (isProven(one) ? one : { ...one, verdict: 'likely' })), harmless }
}

/** Pages about tokens show some, and most are long expired: without the name of a setting they prove nothing. */
function isShown({ kind, label, name }: Sighting): boolean {
  return kind === 'jwt' && name === undefined && !label.startsWith('Supabase')
}

/** Languages of blocks that are there to be copied: settings and commands, not programs or answers of a server. */
const SETTINGS = /^(?:|\.?env|dotenv|ini|properties|toml|conf|cfg|ya?ml|compose|docker-compose|sh|bash|zsh|shell|console|shell-?session)$/

function isProven({ kind, verdict }: Sighting): boolean {
  return kind !== 'named' && verdict === 'live'
}

/** One finding a line, for its worst; all of the line's credentials are replaced together. */
function leak(file: SourceFile, line: readonly Sighting[]): Observed {
  const first = line[0]!
  const worst = line.find(({ verdict }) => verdict === 'live') ?? first
  return {
    subject: subjectOf(worst.name) || worst.label,
    range: rangeAt(file, first.start, first.end),
    secretDigest: digest(line.map(({ start, end }) => file.text.slice(start, end)).join('\n')),
    proven: isProven(worst),
    problem: problem(file, worst, line),
  }
}

function problem(file: SourceFile, worst: Sighting, line: readonly Sighting[]): Problem {
  const edits = line.map((secret) => ({ range: rangeAt(file, secret.start, secret.end), text: replacement(secret) }))
  const fix = { title: 'Replace the value by a placeholder', edits }
  const advice = `Write \`${replacement(worst)}\` here and rotate it: removing it here does not remove it from history.`
  if (worst.verdict === 'live')
    return { message: `${holder(worst)} holds ${described(worst)}, not a placeholder. ${advice}`, rating: 'black', fix }
  return { message: `${holder(worst)} may hold ${described(worst)}. ${advice}`, rating: 'yellow', severity: 'medium', fix }
}

function subjectOf(name: string | undefined): string {
  return name === undefined ? '' : (printableName(name) ?? 'a setting')
}

function holder({ name }: Sighting): string {
  return name === undefined ? 'This line' : `\`${subjectOf(name)}\``
}

function described({ label, prefix }: Sighting): string {
  const shown = shownPrefix({ prefix })
  return `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label}${shown ? ` (\`${shown}\`)` : ''}`
}

function replacement({ name, kind }: Sighting): string {
  if (kind.endsWith('_password')) return 'password'
  return placeholderFor(printableName(name ?? '') ?? (kind === 'private_key' ? kind : undefined))
}
