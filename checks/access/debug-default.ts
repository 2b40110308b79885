import { type DebugSetting, debugSettings, type Exposure, type State } from '#formats/debug'
import { LEVELS, type Problem } from '#model/check'
import { type FileObservation, fileCheck } from '#model/checks'
import { bad, good } from './debug-default.examples.ts'

export default fileCheck({
  title: 'Debug mode is off unless switched on',
  severity: 'critical',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  effort: '15m',
  why: `
    In debug mode a framework answers an error with what its author needs: the source, the stack, local variables, settings with
    their keys, the queries; some of them with a console that runs what the visitor types. A default of "on" waits for the one
    deployment that forgets the variable.`,
  remedy: `
    Leave it off, and let the environment of a developer switch it on:

        DEBUG = os.getenv('DEBUG', 'false').lower() == 'true'

    Compare with the text: \`bool("False")\` is true. Put what only developers need into \`settings/dev.py\`,
    \`application-dev.yml\`, \`appsettings.Development.json\` or \`compose.override.yaml\`.`,
  references: [
    'https://docs.djangoproject.com/en/stable/ref/settings/#debug',
    'https://flask.palletsprojects.com/en/stable/debugging/',
    'https://cwe.mitre.org/data/definitions/489.html',
  ],
  files: [
    '**/*.{py,js,cjs,mjs,jsx,ts,cts,mts,tsx,go,java,rb,ru,php,cs,yml,yaml,tpl,properties,ini}',
    '**/*{Dockerfile,dockerfile,Containerfile,containerfile}*',
    '**/{.env,env,.env.*,env.*,*.env,.env-*,env-*}',
    '**/fly*.toml',
    '**/{application,appsettings}*.json',
    '**/{web,Web}.config',
  ],
  hints: [
    'debug',
    'reload',
    'errorhandler',
    'consider_all_requests_local',
    'show_exceptions',
    'display_errors',
    'adderrormiddleware',
    'developerexceptionpage',
    'databaseerrorpage',
    'migrationsendpoint',
    'useenvironment',
    'detailederrors',
    'customerrors',
    'exposure',
    'stacktrace',
    'h2:',
    'h2.console',
    `'next'`,
    '"next"',
    'setmode',
    'runmode',
    'yii_',
    'aspnetcore_environment',
    'dotnet_environment',
    'ci_environment',
    `'environment'`,
    ':environment',
    'settings_module',
    'flask_env',
    'node_env',
    'rails_env',
    'rack_env',
    'app_env',
    'django_env',
    'mix_env',
    'gin_mode',
  ],

  inspect: (file) => debugSettings(file).map(observe),

  examples: { bad, good },
})

function observe({ subject, range, state, exposes, mild, fix }: DebugSetting): FileObservation {
  if (state.is === 'off') return { subject, range }
  if (state.is === 'unknown') return { subject, range, unknown: state.reason }
  const { says = 'is on', harm, advice = ADVICE } = EXPOSURES[exposes]
  const isLater = state.how === 'any text' && state.later === true
  const message = `${subject} ${says}${when(state)}: ${harm}. ${isLater ? COMPARE : mild ? MAYBE : advice}`
  const problem: Problem = mild || isLater ? { message, rating: 'yellow', severity: 'medium', fix } : { message, rating: 'black', fix }
  return { subject, range, problem }
}

function when(state: State & { readonly is: 'on' }): string {
  if (state.how === 'written') return ''
  return state.how === 'unset' ? ` wherever ${state.variable} is not set` : ' for any text, also for "False"'
}

const ADVICE = 'Leave it off by default, and let the environment of developers switch it on.'
const COMPARE = "Compare with the text, like .lower() == 'true'."
const MAYBE = 'If only developers use this, say so in the name of the file; else leave it off by default.'

const EXPOSURES: Readonly<Record<Exposure, { readonly says?: string; readonly harm: string; readonly advice?: string }>> = {
  'error pages': { harm: 'whoever provokes an error reads stack traces, source and settings' },
  console: { harm: 'whoever provokes an error gets a console that runs code on the server' },
  'database console': { harm: 'whoever finds it reads and changes the database' },
  reload: { harm: 'the server watches files and restarts itself, which is for the desk of a developer' },
  'development mode': {
    says: 'names development mode',
    harm: 'the program shows details of errors and skips what makes it fast and safe',
    advice: 'Name the production mode, and let developers override it.',
  },
  'management endpoints': {
    says: 'names all endpoints',
    harm: 'strangers read the environment, the heap and the settings, and change log levels',
    advice: 'Name those that probes and monitoring need, like health,prometheus.',
  },
  'requests in logs': { harm: 'the log fills with requests and their credentials' },
}
