import { expect, test } from 'vitest'
import { python } from '../../../src/model/example.ts'
import { assignments, calls, parsed, place, where, written } from './written.ts'

const SETTINGS = python`
  """Django settings."""
  import os
  from decouple import config as conf, Csv

  DEBUG = os.getenv('DEBUG', 'false').lower() == 'true'  # switched on by hand
  TESTING = 'test' in sys.argv
  ALLOWED_HOSTS: list[str] = ["*"]
  if TESTING and not DEBUG:
      DEBUG = True
  elif os.environ.get("CI"):
      SECRET_KEY = r"d\jango"
  else:
      SECRET_KEY = "a" "b\x41\n" f"{conf('K')!r}"
  CACHES = {"default": {"BACKEND": "x", **extra}, KEY: -1_000.5}
  app.config["DEBUG"] = not DEBUG
  first, second = 1, None
  a = b = 2
  COUNT += 1 if DEBUG else 0
`

test('reads settings: assignments with values, conditions and places', async () => {
  const code = await parsed('settings.py', SETTINGS)
  expect(code.language).toBe('python')
  expect(code.incomplete).toBe(false)
  expect(assignments(code)).toEqual([
    'DEBUG = (os.getenv().lower() == "true") | module',
    'TESTING = ("test" in sys.argv) | module',
    'ALLOWED_HOSTS = ["*"] | module',
    'DEBUG = true | module, if (TESTING && !DEBUG)',
    'SECRET_KEY = "d\\\\jango" | module, unless (TESTING && !DEBUG), if os.environ.get("CI")',
    'SECRET_KEY = "abA\\n{conf(\'K\')!r}" of conf("K") | module, unless (TESTING && !DEBUG), unless os.environ.get("CI")',
    'CACHES = {default: {BACKEND: "x", ...: extra}, KEY: -1000.5} | module',
    'app.config.DEBUG = !DEBUG | module',
    'first = 1 | module',
    'second = null | module',
    'a = 2 | module',
    'b = 2 | module',
    'COUNT += (DEBUG ? 1 : 0) | module',
  ])
  const [debug, , hosts] = code.assignments
  expect(place(debug!.range)).toBe('5:1-5:54')
  expect(place(debug!.targetRange)).toBe('5:1-5:6')
  expect(place(debug!.value.range)).toBe('5:9-5:54')
  expect(hosts!.type).toBe('list[str]')
  expect(code.comments.map(({ text, range }) => `${text} ${place(range)}`)).toEqual(['# switched on by hand 5:56-5:77'])
  expect(code.imports.map(({ module, alias, names }) => [module, alias, names.map((one) => one.alias ?? one.name)])).toEqual([
    ['os', 'os', []],
    ['decouple', undefined, ['conf', 'Csv']],
  ])
  expect(code.entries.map(({ key, keyRange }) => `${key} ${place(keyRange)}`)).toEqual([
    'default 14:11-14:20',
    'BACKEND 14:23-14:32',
    '... 14:39-14:46',
    'KEY 14:49-14:52',
  ])
})

const API = python`
  @router.post("/pay", auth=[JWT()])
  @csrf_exempt
  async def pay(request, amount: int = 1, *args, key="x", **rest) -> Response:
      """Moves money."""
      with transaction.atomic(), lock("pay") as held:
          for item in items:
              item.save(force=True)
      try:
          result = await client.post(URL, json={"a": amount}, timeout=5)
      except (Timeout, stripe.error.CardError) as error:
          logger.error("failed %s", error)
          raise Declined("no") from error
      except Exception:
          return None
      if __debug__: print(f"paid {amount}")
      return Response(result)

  class View(APIView, metaclass=Meta):
      permission_classes = []
      name: str
      def get(self): return super().get(lambda x: x.y())
`

test('reads functions, classes, decorators and handlers', async () => {
  const code = await parsed('api.py', API)
  const [pay, get, lambda] = code.functions
  expect(pay).toMatchObject({ name: 'pay', isAsync: true, returnType: 'Response', statements: 4 })
  expect(pay!.params.map(({ name, type, default: value }) => `${name}:${type ?? ''}=${written(value)}`)).toEqual([
    'request:=',
    'amount:int=1',
    'args:=',
    'key:="x"',
    'rest:=',
  ])
  expect(pay!.decorators.map(({ name, args, on }) => `${on} ${name} ${args.length}`)).toEqual([
    'function router.post 2',
    'function csrf_exempt 0',
  ])
  expect(pay!.returns.map(written)).toEqual(['null', 'Response(result)'])
  expect(pay!.throws.map(written)).toEqual(['Declined("no")'])
  expect(pay!.calls.map(({ callee }) => callee)).toEqual([
    'transaction.atomic',
    'lock',
    'item.save',
    'client.post',
    'logger.error',
    'Declined',
    'print',
    'Response',
  ])
  expect(place(pay!.nameRange!)).toBe('3:11-3:14')
  expect(get!.scope.class).toBe('View')
  expect(where(lambda!.scope)).toBe('class View, in get')
  expect(code.classes).toMatchObject([{ name: 'View', kind: 'class', bases: ['APIView'] }])
  expect(code.classes[0]!.fields.map(({ name, type, value }) => `${name}:${type ?? ''}=${written(value)}`)).toEqual([
    'permission_classes:=[]',
    'name:str=',
  ])
  expect(code.classes[0]!.methods.map(({ name }) => name)).toEqual(['get'])
  expect(code.catches.map(({ types, variable, throws, returns }) => [types, variable, throws.length, returns.length])).toEqual([
    [['Timeout', 'stripe.error.CardError'], 'error', 1, 0],
    [['Exception'], undefined, 0, 1],
  ])
})

test('tells where each call stands', async () => {
  const code = await parsed('api.py', API)
  expect(calls(code)).toEqual([
    'router.post("/pay", auth=[JWT()]) | module',
    'JWT() | module',
    'transaction.atomic() | in pay',
    'lock("pay") | in pay',
    'item.save(force=true) | in pay, loop 1, inside transaction.atomic, inside lock',
    'await client.post(URL, json={a: amount}, timeout=5) | in pay, guarded',
    'logger.error("failed %s", error) | in pay',
    'Declined("no") | in pay',
    'print("paid {amount}" of amount) | in pay, if __debug__',
    'Response(result) | in pay',
    'super() | class View, in get',
    'super().get(fn(x)) | class View, in get',
    'x.y() | class View, in get, inside super().get',
  ])
  const post = code.calls.find(({ callee }) => callee === 'client.post')!
  expect([place(post.range), place(post.calleeRange), post.method, written(post.receiver)]).toEqual([
    '9:24-9:71',
    '9:24-9:35',
    'post',
    'client',
  ])
})

test('tolerates syntax errors and says so', async () => {
  const code = await parsed('broken.py', 'DEBUG = True\ndef f(:\n  x(\nPORT = 1\n')
  expect(code.incomplete).toBe(true)
  expect(code.assignments[0]).toMatchObject({ target: 'DEBUG', value: { kind: 'boolean', value: true } })
})
