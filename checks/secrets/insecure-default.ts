import { isPreparationPath } from '#formats/preparation'
import { type SecretRead, secretReads } from '#formats/secret-reads'
import { digest, printableName } from '#formats/secrets'
import { settingsClassAround } from '#formats/settings-classes'
import { LEVELS, type Problem } from '#model/check'
import { type FileObservation, fileCheck } from '#model/checks'
import { bad, good } from './insecure-default.examples.ts'

export default fileCheck({
  title: 'A secret read from the environment has no working fallback',
  severity: 'critical',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  effort: '30m',
  why: `
    A fallback for a secret is a secret that everybody who sees the code knows. The one deployment that forgets the variable
    starts without complaint, and signs its sessions and tokens with a published key, or lets anyone in with a published password.`,
  remedy: `
    Drop the fallback, so that the program does not start without the secret:

        SECRET_KEY = os.environ['DJANGO_SECRET_KEY']

    In Compose write \`\${JWT_SECRET:?required}\`. Give developers theirs in an untracked \`.env\`. Rotate the value if it was ever in use.`,
  references: [
    'https://cwe.mitre.org/data/definitions/1188.html',
    'https://cwe.mitre.org/data/definitions/798.html',
    'https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key',
    'https://12factor.net/config',
  ],
  files: [
    '**/*.{py,js,cjs,mjs,jsx,ts,cts,mts,tsx,go,java,rb,ru,rake,php,cs}',
    '**/*{compose,stack}*.{yml,yaml}',
    '**/{application,bootstrap}*.{yml,yaml,properties}',
    '**/config/*.{yml,yaml}',
  ],
  hints: ['env', 'config', 'settings', '@value', '${', 'django-insecure-', '.setdefault(', 'joi.'],

  inspect: (file) => {
    const isPrepared = isPreparationPath(file.path)
    return secretReads(file).map((read) =>
      observe(read, isPrepared || (isLiteral(read) && settingsClassAround(file, read.range) !== undefined)),
    )
  },

  examples: { bad, good },
})

function isLiteral({ fallback }: SecretRead): boolean {
  return fallback.is === 'literal'
}

function observe(read: SecretRead, isPrepared: boolean): FileObservation {
  const { name, range, fallback } = read
  const subject = name.split(' ').every((word) => printableName(word)) ? name : 'a secret'
  if (fallback.is === 'none') return { subject, range }
  if (fallback.is === 'elsewhere') return { subject, range, unknown: 'Its fallback is decided elsewhere.' }
  return { subject, range, secretDigest: digest(fallback.text), problem: problem(subject, read, fallback.stakes, isPrepared) }
}

type Stakes = 'own' | 'real' | 'shared'

function problem(subject: string, { fix }: SecretRead, stakes: Stakes, isPrepared: boolean): Problem {
  const name = subject === 'a secret' ? 'This secret' : `\`${subject}\``
  const message = `${name} falls back to a literal: wherever it is not set, ${HARM[stakes]}. ${isPrepared ? PREPARED : ADVICE}`
  if (stakes === 'shared' || isPrepared) return { message, rating: 'yellow', severity: 'medium', fix }
  return { message, rating: 'black', fix }
}

const ADVICE = 'Drop the fallback and let the program fail at its start.'
const PREPARED = 'Drop the fallback, also here: such files get run against real systems.'

const HARM: Readonly<Record<Stakes, string>> = {
  own: 'whoever has read this file knows the secret',
  real: 'whoever has read this file holds what looks like a credential in use',
  shared: 'a well-known value is used',
}
