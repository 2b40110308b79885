import { expect, test } from 'vitest'
import { typescript } from '../../../src/model/example.ts'
import { assignments, calls, parsed, place, where, written } from './written.ts'

const SERVER = typescript`
  import express, { Router as R } from 'express'
  import * as client from "prom-client"
  const helmet = require('helmet')
  const { DEBUG = 'true', PORT: port, db: { url }, ...rest } = process.env
  export const limit: number = Number(process.env.LIMIT ?? 10)
  const app = express(), total = new client.Counter({ name: 'x_total', 'help': \`h \${port}\`, labelNames })
  if (process.env.NODE_ENV !== 'production') {
    app.use(errorHandler())
  } else if (DEBUG) app.set('debug', true)
  DEBUG && app.use(morgan('dev'))
  app.get('/x', wrap(async (req, res) => {
    try { return res.json(await load(req.body?.id!)) } catch (error) { throw error as Error }
  }))
  module.exports = { debug: DEBUG === 'true', run() { return 1 } }
  for (const one of all) { one() }
  (function start() { app.listen(port) })()
  switch (mode) { case 'dev': on(); break; default: off() }
  export default defineConfig({ server: { allowedHosts: true } })
`

test('reads a server: imports, assignments and calls with their places', async () => {
  const code = await parsed('server.js', SERVER.replace(': number', '').replace('!))', '))').replace(' as Error', ''))
  expect(code.language).toBe('javascript')
  expect(code.incomplete).toBe(false)
  expect(code.imports.map(({ module, alias, names }) => [module, alias, names.map((one) => one.alias ?? one.name)])).toEqual([
    ['express', 'express', ['R']],
    ['prom-client', 'client', []],
  ])
  expect(assignments(code)).toEqual([
    'helmet = require("helmet") | module',
    'DEBUG = (process.env.DEBUG ?? "true") | module',
    'port = process.env.PORT | module',
    'url = process.env.db.url | module',
    'rest = process.env | module',
    'limit = Number((process.env.LIMIT ?? 10)) | module',
    'app = express() | module',
    `total = new client.Counter({name: "x_total", help: "h \${port}" of port, labelNames: labelNames}) | module`,
    'module.exports = {debug: (DEBUG == "true"), run: fn()} | module',
    'default = defineConfig({server: {allowedHosts: true}}) | module',
  ])
  expect(calls(code)).toEqual([
    'require("helmet") | module',
    'Number((process.env.LIMIT ?? 10)) | module',
    'express() | module',
    `new client.Counter({name: "x_total", help: "h \${port}" of port, labelNames: labelNames}) | module`,
    'app.use(errorHandler()) | module, if (process.env.NODE_ENV != "production")',
    'errorHandler() | module, if (process.env.NODE_ENV != "production")',
    'app.set("debug", true) | module, unless (process.env.NODE_ENV != "production"), if DEBUG',
    'app.use(morgan("dev")) | module, if DEBUG',
    'morgan("dev") | module, if DEBUG',
    'app.get("/x", wrap(fn(req, res))) | module',
    'wrap(fn(req, res)) | module',
    'res.json(await load(req.body.id)) | inside app.get, inside wrap, guarded',
    'await load(req.body.id) | inside app.get, inside wrap, guarded',
    'one() | module, loop 1',
    '<function>() | module',
    'app.listen(port) | module',
    'on() | module, if (mode == "dev")',
    'off() | module, unless (mode == "dev")',
    'defineConfig({server: {allowedHosts: true}}) | module',
  ])
  expect(place(code.calls[3]!.calleeRange)).toBe('6:36-6:50')
})

const SERVICE = typescript`
  @Injectable({ scope: Scope.REQUEST })
  export class PayService<T> extends Base.Service implements Pays, Refunds<T> {
    @Input() private readonly debug: boolean = true
    static retries = 3
    #url?: string
    onPay = async (id: string) => this.send(id)
    constructor(private readonly config: ConfigService, @Inject('KEY') key = 'k') { super() }
    @Get('/pay') @UseGuards(Auth) async get(@Body() body: PayDto, ...ids: string[]): Promise<void> {
      return await this.config.get<string>('KEY', 'd')!
    }
  }
  interface Options extends Base { debug?: boolean }
  const handler = (event) => <number>event.count
  export abstract class Shape { abstract area(): number }
`

test('reads classes with decorators, fields and methods', async () => {
  const code = await parsed('pay.service.ts', SERVICE)
  expect(code.language).toBe('typescript')
  expect(code.incomplete).toBe(false)
  const [service, options] = code.classes
  expect(service).toMatchObject({ name: 'PayService', kind: 'class', bases: ['Base.Service', 'Pays', 'Refunds'] })
  expect(options).toMatchObject({ name: 'Options', kind: 'interface', bases: ['Base'] })
  expect(service!.decorators.map(({ name, args }) => `${name} ${written(args[0]?.value)}`)).toEqual(['Injectable {scope: Scope.REQUEST}'])
  expect(
    service!.fields.map(
      ({ name, type, value, decorators }) => `${decorators.map((one) => one.name).join()} ${name}:${type ?? ''}=${written(value)}`,
    ),
  ).toEqual(['Input debug:boolean=true', ' retries:=3', ' #url:string=', ' onPay:=fn(id)'])
  expect(service!.methods.map(({ name, isAsync }) => `${name} ${isAsync}`)).toEqual(['onPay true', 'constructor false', 'get true'])
  const get = service!.methods[2]!
  expect(get.decorators.map(({ name }) => name)).toEqual(['Get', 'UseGuards'])
  expect(get.params.map(({ name, type, decorators }) => `${decorators.map((one) => one.name).join()} ${name}:${type}`)).toEqual([
    'Body body:PayDto',
    ' ids:string[]',
  ])
  expect(get.returns.map(written)).toEqual(['await this.config.get("KEY", "d")'])
  expect(where(get.calls[0]!.scope)).toBe('class PayService, in get')
  const handler = code.functions.find(({ name }) => name === 'handler')!
  expect(handler.returns.map(written)).toEqual(['event.count'])
})

test('reads JSX and TSX', async () => {
  const source = 'const App = () => <Button onClick={() => save(token)} label={t("x")} />\n'
  for (const path of ['app.jsx', 'app.tsx']) {
    const code = await parsed(path, source)
    expect(code.incomplete).toBe(false)
    expect(calls(code)).toEqual(['save(token) | in App', 't("x") | in App'])
  }
})
