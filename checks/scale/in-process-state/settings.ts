import { isDevelopmentOnly } from '#formats/code/guards'
import { argumentOf, entryOf } from '#formats/code/lookup'
import type { Assignment, Code, Entry, Value } from '#formats/code/view'
import type { SharedFact, StateFact } from './fact.ts'

interface Known {
  readonly form: RegExp
  readonly harm: string
  readonly advice: string
  readonly kind: StateFact['kind']
}

/** Settings that are dictionaries by alias, the key in each that names what is used, and what must not be shared. */
export const ALIASES: Readonly<Record<string, Known & { readonly key: string }>> = {
  CHANNEL_LAYERS: {
    key: 'BACKEND',
    form: /InMemoryChannelLayer$/,
    harm: 'a message reaches only the sockets of the process that sends it',
    advice: 'Use channels_redis.core.RedisChannelLayer.',
    kind: 'state',
  },
  CACHES: {
    key: 'BACKEND',
    form: /(?:LocMem|Dummy)Cache$/,
    harm: 'each process has a cache of its own, so that limits, locks and invalidations hold in one of them',
    advice: 'Use django.core.cache.backends.redis.RedisCache.',
    kind: 'state',
  },
  DATABASES: {
    key: 'ENGINE',
    form: /(?:^|\.)(?:sqlite3|spatialite)$/,
    harm: 'the database is a file that one process writes at a time and one machine has',
    advice: 'Use a database server.',
    kind: 'state',
  },
}

const PLAIN: Readonly<Record<string, Known>> = {
  SESSION_TYPE: { form: /^(?:filesystem|cachelib|null)$/, harm: 'a session is known to one machine', advice: 'Use redis.', kind: 'state' },
  CACHE_TYPE: { form: /simple(?:cache)?$/i, harm: 'each process has a cache of its own', advice: 'Use RedisCache.', kind: 'cache' },
  SESSION_ENGINE: {
    form: /sessions\.backends\.(?:db|file)$/,
    harm: 'each request reads its session from the database',
    advice: 'Use the cache: django.contrib.sessions.backends.cached_db.',
    kind: 'slow',
  },
  SQLALCHEMY_DATABASE_URI: {
    form: /^sqlite(?:\+\w+)?:\/\/\/\/?[^:/]/,
    harm: 'the database is a file that one process writes at a time and one machine has',
    advice: 'Use a database server.',
    kind: 'state',
  },
  CELERY_BROKER_URL: {
    form: /^memory:/,
    harm: 'a job is only seen by the process that queued it, and lost with it',
    advice: 'Use Redis or RabbitMQ.',
    kind: 'state',
  },
  BROKER_URL: {
    form: /^memory:/,
    harm: 'a job is only seen by the process that queued it, and lost with it',
    advice: 'Use Redis or RabbitMQ.',
    kind: 'state',
  },
}

/** Celery's own names, in `celeryconfig.py` and on `app.conf`. */
const CELERY = { broker_url: PLAIN.BROKER_URL! }

const STORAGE = ['DEFAULT_FILE_STORAGE', 'STORAGES', 'AWS_STORAGE_BUCKET_NAME', 'GS_BUCKET_NAME', 'AZURE_CONTAINER']

/** The names of the settings, and of what is given a broker: for a look before parsing. */
export const SETTINGS: readonly string[] = [
  ...Object.keys(ALIASES),
  ...Object.keys(PLAIN),
  ...Object.keys(CELERY),
  ...STORAGE,
  'MEDIA_ROOT',
  'Celery',
]

export function pythonSettings(code: Code): readonly (StateFact | SharedFact)[] {
  const settings = code.assignments.filter(
    ({ scope }) => scope.moduleLevel && !isDevelopmentOnly(scope) && !FOR_DEVELOPERS.test(scope.class ?? ''),
  )
  return [...settings.flatMap((one) => [...aliased(one), ...plain(one)]), ...keys(code), ...media(settings), ...brokers(code)]
}

/** `class DevelopmentConfig(Config):` */
const FOR_DEVELOPERS = /^_?(?:Dev|Test|Local|Debug|CI)|(?:Dev|Development|Test|Testing|Local)(?:Config|Settings)?$/

/** `CHANNEL_LAYERS = {"default": {"BACKEND": …}}`; other aliases than the default may be local on purpose. */
function aliased({ target, value, range }: Assignment): (StateFact | SharedFact)[] {
  const [setting = '', alias = 'default'] = target.split('.')
  const known = Object.hasOwn(ALIASES, setting) && alias === 'default' ? ALIASES[setting]! : undefined
  if (!known) return []
  const used = target === setting && value.kind === 'object' ? entryOf(value, 'default')?.value : value
  const backend = entryOf(used, known.key)
  if (backend) return [judged(setting, `${setting} default`, known, backend.value, backend)]
  // A call decides: `dj_database_url.config()`.
  return used && used.kind !== 'object' ? [{ shares: setting, subject: setting, range }] : []
}

function plain({ target, value, range }: Assignment): (StateFact | SharedFact)[] {
  const name = target.slice(target.lastIndexOf('.') + 1)
  const known: Readonly<Record<string, Known>> = target === name || target.endsWith(`.conf.${name}`) ? { ...PLAIN, ...CELERY } : PLAIN
  return Object.hasOwn(known, name) ? [judged(name, name, known[name]!, value, { range })] : []
}

function keys({ entries }: Code): (StateFact | SharedFact)[] {
  return entries.flatMap(({ key, value, range }) => (Object.hasOwn(PLAIN, key) ? [judged(key, key, PLAIN[key]!, value, { range })] : []))
}

function judged(setting: string, subject: string, known: Known, value: Value, { range }: Pick<Entry, 'range'>): StateFact | SharedFact {
  if (value.kind !== 'string' || !known.form.test(value.text)) return { shares: setting, subject, range }
  const { harm, advice, kind } = known
  return { subject, range, language: 'python', harm, advice, kind: value.text.endsWith('DummyCache') ? 'slow' : kind, setting }
}

/** Uploads on a local disk; another storage is a setting, too. */
function media(settings: readonly Assignment[]): (StateFact | SharedFact)[] {
  const stored = settings.find(({ target }) => STORAGE.includes(target))
  const root = settings.find(({ target }) => target === 'MEDIA_ROOT')
  if (stored) return [{ shares: 'MEDIA_ROOT', subject: stored.target, range: stored.range }]
  if (!root) return []
  const harm = 'an upload is on the disk of one replica, and the others do not find it'
  return [
    {
      subject: 'MEDIA_ROOT',
      range: root.range,
      language: 'python',
      harm,
      advice: 'Use object storage (django-storages).',
      kind: 'files',
      setting: 'MEDIA_ROOT',
    },
  ]
}

function brokers({ calls }: Code): StateFact[] {
  return calls.flatMap((call) => {
    const broker = call.method === 'Celery' ? argumentOf(call, 'broker') : undefined
    const { harm, advice } = PLAIN.BROKER_URL!
    if (broker?.kind !== 'string' || !broker.text.startsWith('memory:')) return []
    return [{ subject: 'Celery broker', range: broker.range, language: 'python', harm, advice, kind: 'state' }]
  })
}
