import { positional } from '../code/lookup.ts'
import { originsOf } from '../code/origins.ts'
import type { Code } from '../code/view.ts'
import { calledEntries, entryAt, type Known } from './called.ts'
import type { ServiceEntry } from './entry.ts'

const SERVERS: readonly Known[] = [
  [/^fastapi\.(?:applications\.)?FastAPI$/, 'FastAPI', 'http'],
  [/^flask\.(?:app\.)?Flask$/, 'Flask', 'http'],
  [/^apiflask\.APIFlask$/, 'APIFlask', 'http'],
  [/^quart\.Quart$/, 'Quart', 'http'],
  [/^sanic\.(?:app\.)?Sanic$/, 'Sanic', 'http'],
  [/^starlette\.applications\.Starlette$/, 'Starlette', 'http'],
  [/^(?:litestar|starlite)\.(?:Litestar|Starlite)$/, 'Litestar', 'http'],
  [/^aiohttp\.web\.Application$/, 'aiohttp', 'http'],
  [/^tornado\.web\.Application$/, 'Tornado', 'http'],
  [/^falcon\.(?:asgi\.)?(?:App|API)$/, 'Falcon', 'http'],
  [/^bottle\.Bottle$/, 'Bottle', 'http'],
  [/^pyramid\.config\.Configurator$/, 'Pyramid', 'http'],
  [/^connexion\.(?:App|FlaskApp|AsyncApp|AioHttpApp)$/, 'Connexion', 'http'],
  [/^(?:blacksheep\.Application|robyn\.Robyn)$/, 'ASGI', 'http'],
  [/^grpc\.(?:aio\.)?server$/, 'gRPC', 'grpc'],
  [/^celery\.Celery$/, 'Celery', 'worker'],
  [/^faust\.App$/, 'Faust', 'worker'],
  [/^dramatiq\.set_broker$/, 'Dramatiq', 'worker'],
  [/^huey\.(?:\w+\.)?\w*Huey$/, 'Huey', 'worker'],
  [/^rq\.(?:worker\.)?Worker$/, 'RQ', 'worker'],
  [/^temporalio\.worker\.Worker$/, 'Temporal', 'worker'],
]

export function pythonEntries(code: Code): readonly ServiceEntry[] {
  return [...calledEntries(code, SERVERS), ...derived(code), ...named(code), ...django(code), ...arq(code)]
}

/** `class Application(tornado.web.Application)`, and `Application()` in the same file: what a project makes of a server is one. */
function derived(code: Code): readonly ServiceEntry[] {
  const origin = originsOf(code)
  return code.classes.flatMap(({ name, bases, nameRange }) => {
    const known = bases.map((base) => SERVERS.find(([form]) => form.test(origin(base)))).find((one) => one)
    return known && code.calls.some(({ callee }) => callee === name)
      ? [{ framework: known[1], language: 'python', role: known[2], name, range: nameRange }]
      : []
  })
}

/** `app = ShopFlask(__name__)`, of a class that comes from elsewhere: a server by its name and by what it is given. */
function named(code: Code): readonly ServiceEntry[] {
  const origin = originsOf(code)
  return code.calls.flatMap((call) => {
    const framework = /\w(Flask|Quart)$/.exec(call.callee)?.[1]
    const given = positional(call, 0)
    if (!framework || given?.kind !== 'name' || given.name !== '__name__' || SERVERS.some(([form]) => form.test(origin(call.callee))))
      return []
    const isOwn = code.classes.some(
      ({ name, bases }) => name === call.callee && bases.some((base) => SERVERS.some(([form]) => form.test(origin(base)))),
    )
    return isOwn ? [] : [entryAt(code, call, framework, 'http')]
  })
}

/** A Django project has no object of its own: it begins where its settings name the root of the URLs, or what the settings name first. */
function django({ assignments }: Code): readonly ServiceEntry[] {
  const settings = assignments.filter(({ target, scope }) => DJANGO.test(target) && scope.moduleLevel && !scope.class)
  const root =
    settings.find(({ target }) => target === 'ROOT_URLCONF') ?? (new Set(settings.map(({ target }) => target)).size > 1 && settings[0])
  return root ? [{ framework: 'Django', language: 'python', role: 'http', name: root.target, range: root.targetRange }] : []
}

const DJANGO =
  /^(?:ROOT_URLCONF|INSTALLED_APPS|MIDDLEWARE|[AW]SGI_APPLICATION|ALLOWED_HOSTS|DATABASES|TEMPLATES|CHANNEL_LAYERS|STATIC_URL|AUTH_USER_MODEL)$/

function arq(code: Code): readonly ServiceEntry[] {
  if (!code.imports.some(({ module }) => /^arq(?:\.|$)/.test(module))) return []
  const settings = code.classes.find(
    ({ name, fields }) => name.endsWith('WorkerSettings') && fields.some((field) => field.name === 'functions'),
  )
  return settings ? [{ framework: 'arq', language: 'python', role: 'worker', name: settings.name, range: settings.nameRange }] : []
}

const ADAPTERS = /^(?:mangum\.Mangum|serverless_wsgi\.handle_request|awsgi\.response|apig_wsgi\.make_lambda_handler|firebase_functions\.)/

/** The application is wrapped for a platform that runs functions. */
export function isPythonFunction(code: Code): boolean {
  const origin = originsOf(code)
  return code.calls.some(({ callee }) => ADAPTERS.test(origin(callee)))
}
