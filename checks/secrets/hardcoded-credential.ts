import { isPreparationPath } from '#formats/preparation'
import { digest, printableName, shownPrefix } from '#formats/secrets'
import { settingsClassAround } from '#formats/settings-classes'
import { LEVELS, type Problem } from '#model/check'
import { type FileObservation, fileCheck } from '#model/checks'
import { byPosition } from '#model/location'
import { type Credential, credentials } from './hardcoded-credential/credentials.ts'
import { bad, good } from './hardcoded-credential.examples.ts'

/** What is known beyond what is reported: whether only a provider can have issued it. */
interface Observed extends FileObservation {
  readonly issued?: boolean
}

export default fileCheck({
  title: 'No credential literal in source, config, compose, manifests or Dockerfile',
  severity: 'critical',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  effort: '2h',
  why: `
    What is written into a file is known to everybody who can read the repository, to every fork, build log and laptop, and it
    stays in the history after the line is gone. It is the same in every environment, and it cannot be changed without a release.`,
  remedy: `
    Rotate the credential first: removing the line does not remove it from history. Then read it from where secrets are kept:

        STRIPE_KEY = os.environ["STRIPE_KEY"]

    In Kubernetes take it from a \`secretKeyRef\`, in Compose from \`\${DB_PASSWORD:?required}\`, in a workflow from \`\${{ secrets.NAME }}\`,
    in Terraform from a variable without default, in a Dockerfile from \`--mount=type=secret\`.`,
  references: [
    'https://cwe.mitre.org/data/definitions/798.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    'https://12factor.net/config',
  ],
  files: [
    '**/*.{py,js,cjs,mjs,jsx,ts,cts,mts,tsx,go,java,rb,ru,rake,php,cs}',
    '**/*.{kt,kts,scala,groovy,gradle,swift,rs,dart,vue,svelte,ex,exs,lua,html,c,cc,cpp,h,m,mm}',
    '**/*.{yml,yaml,json,jsonc,json5,toml,ini,cfg,conf,properties,xml,config,tf,tofu,tfvars,sh,bash,zsh,ps1,plist,sql}',
    '**/{.env,.env.*,*.env,.npmrc,.pypirc,.netrc}',
    '**/*{Dockerfile,dockerfile,Containerfile,containerfile}*',
    '**/Jenkinsfile*',
  ],
  also: ['test', 'generated', 'vendored'],

  *inspect(file) {
    const { found, harmless } = credentials(file)
    const isMild = isPreparationPath(file.path)
    for (const line of Map.groupBy(found, ({ range }) => range.start.line).values()) {
      const isFor = settingsClassAround(file, line[0]!.range)
      if (isFor !== 'test' || line.some(isIssued)) yield leak(line, isMild || isFor !== undefined)
    }
    for (const { name, range } of harmless) yield { subject: subjectOf(name) ?? 'a setting', range }
  },

  /** Tests and code of others make up values of their own: there only what a provider issued counts. */
  adapt({ issued, ...observation }: Observed, path, { classOf }) {
    if (classOf(path) === 'production' || !observation.problem) return classOf(path) === 'production' ? observation : undefined
    return issued ? { ...observation, problem: { ...observation.problem, rating: 'yellow', severity: 'medium' } } : undefined
  },

  examples: { bad, good },
})

/** One finding a line, for its worst. */
function leak(line: readonly Credential[], isMild: boolean): Observed {
  const worst = line.find(({ verdict }) => verdict === 'live') ?? line[0]!
  // From the first to the last: what stands before the place of a finding is shown.
  const ordered = line.toSorted((a, b) => byPosition(a.range, b.range))
  const [first, last] = [ordered[0]!, ordered.at(-1)!]
  return {
    subject: (worst.name && subjectOf(worst.name)) ?? worst.label,
    range: { start: first.range.start, end: last.range.end },
    secretDigest: line.length === 1 ? worst.digest : digest(line.map((one) => one.digest).join(' ')),
    issued: line.some(isIssued),
    problem: problem(worst, isMild),
  }
}

/** Known by a shape that only its provider gives. */
function isIssued({ kind, prefix }: Credential): boolean {
  return prefix !== undefined && !/^(?:named|known|jwt|url_password|connection_password|private_key|google_api_key)$/.test(kind)
}

function problem(credential: Credential, isMild: boolean): Problem {
  const { name, kind, verdict, wellKnown } = credential
  const holder = (name && subjectOf(name)) ?? (name === undefined ? 'This line' : 'A setting')
  if (wellKnown) {
    const message = `${quoted(holder)} is given a value that everybody knows. Take it from the environment: \`${variable(name)}\`.`
    return { message, rating: 'yellow', severity: 'medium' }
  }
  const isCertain = verdict === 'live' && kind !== 'google_api_key' && (!isMild || isIssued(credential))
  const message = `${quoted(holder)} ${isCertain ? 'holds' : 'may hold'} ${described(credential)}. Rotate it and read it from the environment: removing it here does not remove it from history.`
  return isCertain ? { message, rating: 'black' } : { message, rating: 'yellow', severity: 'medium' }
}

/** As Compose writes it, or Spring. */
function variable(name = ''): string {
  const [own = ''] = name.split(' ', 1)
  return own.includes('.') ? `\${${own.replaceAll(/[.-]/g, '_').toUpperCase()}}` : `\${${own}:?required}`
}

function quoted(holder: string): string {
  return holder === 'This line' || holder === 'A setting' ? holder : `\`${holder}\``
}

function subjectOf(name: string): string | undefined {
  return name.split(' ').every((word) => word === '' || printableName(word)) ? name : undefined
}

function described({ label, prefix }: Credential): string {
  const shown = shownPrefix({ prefix })
  return `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label}${shown ? ` (\`${shown}\`)` : ''}`
}
