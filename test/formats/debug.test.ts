import { describe, expect, test } from 'vitest'
import { grammarOf } from '../../src/formats/code/code.ts'
import { loadGrammar } from '../../src/formats/code/grammars.ts'
import { debugSettings, type State } from '../../src/formats/debug.ts'
import { python, yaml } from '../../src/model/example.ts'

/** What a file says of debug modes: `DEBUG: on, unset DEBUG`. */
async function said(path: string, text: string): Promise<string[]> {
  const grammar = grammarOf(path)
  if (grammar) await loadGrammar(grammar)
  return debugSettings({ path, text }).map(({ subject, state, mild }) => `${subject}: ${inWords(state)}${mild ? ', mild' : ''}`)
}

function inWords(state: State): string {
  if (state.is === 'off') return 'off'
  if (state.is === 'unknown') return 'unknown'
  return state.how === 'written' ? 'on' : `on, ${state.how} ${state.variable ?? ''}`.trimEnd()
}

describe('DEBUG of a settings module', () => {
  test.each([
    ['True', 'on'],
    ['False', 'off'],
    ['1', 'on'],
    ['"False"', 'on, any text'],
    ['os.getenv("DEBUG", True)', 'on, unset DEBUG'],
    ['os.getenv("DEBUG", "True")', 'on, any text DEBUG'],
    ['os.getenv("DEBUG", "False")', 'on, any text DEBUG'],
    ['bool(os.getenv("DEBUG", "False"))', 'on, any text DEBUG'],
    ['bool(os.getenv("DEBUG", ""))', 'off'],
    ['bool(int(os.getenv("DEBUG", "0")))', 'off'],
    ['bool(int(os.environ.get("DEBUG", 1)))', 'on, unset DEBUG'],
    ['os.getenv("DEBUG", "false").lower() == "true"', 'off'],
    ['os.getenv("DEBUG", "true").lower() == "true"', 'on, unset DEBUG'],
    ['os.getenv("DEBUG", "True") == "true"', 'off'],
    ['os.getenv("DEBUG", "1") in ("1", "true")', 'on, unset DEBUG'],
    ['os.getenv("DEBUG", "no").lower() in ["1", "true", "yes"]', 'off'],
    ['os.getenv("DEBUG", "1") != "0"', 'on, unset DEBUG'],
    ['os.getenv("DEBUG") == "1"', 'off'],
    ['os.getenv("DEBUG")', 'on, any text DEBUG'],
    ['os.getenv("DEBUG", False)', 'on, any text DEBUG'],
    ['bool(os.environ.get("DEBUG", False))', 'on, any text DEBUG'],
    ['bool(os.environ.get("DEBUG"))', 'off'],
    ['"RENDER" not in os.environ', 'on, unset RENDER'],
    ['os.environ["DEBUG"] == "1"', 'off'],
    ['env.bool("DEBUG", default=True)', 'on, unset DEBUG'],
    ['env.bool("DEBUG", default="false")', 'off'],
    ['env("DEBUG")', 'off'],
    ['config("DEBUG", default="True", cast=bool)', 'on, unset DEBUG'],
    ['config("DEBUG", default=False, cast=bool)', 'off'],
    ['strtobool(os.getenv("DEBUG", "off"))', 'off'],
    ['strtobool(os.getenv("DEBUG", "on"))', 'on, unset DEBUG'],
    ['json.loads(os.getenv("DEBUG", "true"))', 'on, unset DEBUG'],
    ['not os.getenv("PRODUCTION")', 'on, unset PRODUCTION'],
    ['os.getenv("ENV") != "production"', 'on, unset ENV'],
    ['os.getenv("ENV", "production") != "production"', 'off'],
    ['True if os.getenv("ENV") == "dev" else False', 'off'],
    ['ENVIRONMENT == "development"', 'on, unset ENVIRONMENT'],
    ['not IS_PRODUCTION', 'unknown'],
    ['cfg.debug', 'unknown'],
    ['load().debug', 'unknown'],
  ])('DEBUG = %s is %s', async (value, expected) => {
    const source = `ENVIRONMENT = os.getenv("ENVIRONMENT", "development")\nDEBUG = ${value}\n`
    expect(await said('shop/settings.py', source)).toEqual([`DEBUG: ${expected}`])
  })

  test.each([
    ['DEBUG = True\nDEBUG = False\n', ['DEBUG: off']],
    ['DEBUG = os.getenv("DEBUG", "1") == "1"\nDEBUG = False\n', ['DEBUG: off']],
    ['DEBUG = False\nif DEBUG:\n    DEBUG = True\n', ['DEBUG: off']],
    ['if TESTING:\n    DEBUG = True\n', []],
    ['if "test" in sys.argv:\n    DEBUG = True\n', []],
    ['if PRODUCTION:\n    DEBUG = False\nelse:\n    DEBUG = True\n', ['DEBUG: off']],
    ['if os.getenv("ENV", "dev") == "dev":\n    DEBUG = True\n', ['DEBUG: on']],
    ['if os.getenv("ENV") == "dev":\n    DEBUG = True\nelse:\n    DEBUG = False\n', ['DEBUG: off']],
    ['if sys.platform == "darwin":\n    DEBUG = True\n', ['DEBUG: unknown']],
    ['DEBUG = True\ntry:\n    from .local import *\nexcept ImportError:\n    pass\n', ['DEBUG: on']],
    ['def f():\n    DEBUG = True\n', []],
    ['DEBUG_TOOLBAR = True\nSQL_DEBUG = True\n# DEBUG = True\nx = "DEBUG = True"\n', []],
  ])('%j says %j', async (source, expected) => expect(await said('shop/settings.py', source)).toEqual(expected))

  test.each([
    ['shop/settings/base.py', ['DEBUG: on']],
    ['shop/settings/production.py', ['DEBUG: on']],
    ['shop/settings_prod.py', ['DEBUG: on']],
    ['app/config.py', ['DEBUG: on']],
    ['config/settings.py', ['DEBUG: on']],
    ['shop/settings/dev.py', []],
    ['shop/settings/local.py', []],
    ['shop/settings/test.py', []],
    ['shop/local_settings.py', []],
    ['local-market/settings.py', ['DEBUG: on']],
    ['shop/settings_dev.py', []],
    ['deploy/dev/settings.py', []],
    ['tools/convert.py', []],
  ])('in %s it says %j', async (path, expected) => expect(await said(path, 'DEBUG = True\n')).toEqual(expected))

  test('counts in any module that is one by what it holds', async () => {
    expect(await said('shop/base.py', 'INSTALLED_APPS = []\nDEBUG = True\n')).toEqual(['DEBUG: on'])
    expect(await said('app.py', 'DEBUG = True\napp = Flask(__name__)\napp.config.from_object(__name__)\n')).toEqual(['DEBUG: on'])
  })

  test('in classes: not those for developers, nor a base that production overrides', async () => {
    const source = python`
      class Base:
          DEBUG = True
      class ProductionConfig(Base):
          DEBUG = False
      class StagingConfig(Base):
          DEBUG = True
      class DevConfig(Base):
          DEBUG = True
      class Settings(BaseSettings):
          DEBUG: bool = Field(True, env="APP_DEBUG")
      class Other(BaseSettings):
          debug: bool
    `
    expect(await said('config.py', source)).toEqual([
      'ProductionConfig.DEBUG: off',
      'StagingConfig.DEBUG: on',
      'Settings.DEBUG: on, unset APP_DEBUG',
      'Other.debug: off',
    ])
  })
})

test.each([
  ['app.py', 'from flask import Flask\napp.run(debug=True)', ['app.run(debug): on']],
  ['app.py', 'from flask import Flask\napp.run(debug=False)', ['app.run(debug): off']],
  ['app.py', 'from flask import Flask\napp.run(debug=settings.debug)', ['app.run(debug): unknown']],
  ['app.py', 'from flask import Flask\nif __name__ == "__main__":\n    app.run(debug=True)', ['app.run(debug): on']],
  ['app.py', 'import asyncio\nasyncio.run(main(), debug=True)', []],
  ['app.py', 'subprocess.run(cmd, debug=True)', []],
  ['app.py', 'app.debug = True', ['app.debug: on']],
  ['app.py', 'app.config.update(DEBUG=True, SECRET_KEY=key)', ['app.config.update(DEBUG): on']],
  ['app.py', 'os.environ["FLASK_DEBUG"] = "1"', ['FLASK_DEBUG: on']],
  ['main.py', 'app = FastAPI(debug=os.getenv("DEBUG", "0") == "1")', ['FastAPI(debug): off']],
  ['main.py', 'import uvicorn\nuvicorn.run(app, reload=True)', ['uvicorn.run(reload): on, mild']],
  ['main.py', 'import uvicorn\nif settings.DEBUG:\n    uvicorn.run(app, reload=True)', ['uvicorn.run(reload): off, mild']],
  ['main.py', 'logger.debug("x")\nverbose = True', []],
  ['main.py', 'x = os.getenv("DEBUG", "true") == "true"', ['DEBUG: on, unset DEBUG']],
  ['main.py', 'x = os.getenv("DEBUG_LEVEL", "true")', []],
  ['dev/main.py', 'app.run(debug=True)', []],

  ['a.js', 'import errorhandler from "errorhandler"\napp.use(errorhandler())', ['errorhandler(): on']],
  ['a.js', 'const show = require("errorhandler")\nif (process.env.NODE_ENV !== "production") app.use(show())', ['show(): off']],
  ['a.js', 'const show = require("errorhandler")\nif (config.verbose) app.use(show())', ['show(): unknown']],
  ['a.js', 'app.use(errorHandler())', []],
  ['a.js', 'new ApolloServer({ debug: true })', ['ApolloServer(debug): on']],
  ['a.js', 'new ApolloServer({ includeStacktraceInErrorResponses: isDev })', ['ApolloServer(includeStacktraceInErrorResponses): off']],
  ['a.js', 'const next = require("next"); const app = next({ dev: true })', ['next(dev): on']],
  ['a.js', 'const next = require("next"); const app = next({ dev: process.env.NODE_ENV !== "production" })', ['next(dev): off']],
  ['a.ts', 'const debug = process.env.DEBUG ?? true', ['DEBUG: on, unset DEBUG']],
  ['a.ts', 'const debug = process.env.DEBUG === "true"', ['DEBUG: off']],
  ['a.ts', 'const debug = this.config.get<boolean>("APP_DEBUG", true)', ['APP_DEBUG: on, unset APP_DEBUG']],
  ['a.ts', 'log.setLevel(DEBUG)', []],

  ['a.go', 'package a\nimport "github.com/gin-gonic/gin"\nfunc f() { gin.SetMode("debug") }', ['gin.SetMode: on']],
  ['a.go', 'package a\nimport "github.com/gin-gonic/gin"\nfunc f() { gin.SetMode(os.Getenv("GIN_MODE")) }', ['gin.SetMode: unknown']],
  [
    'a.go',
    'package a\nimport "github.com/gin-gonic/gin"\nfunc f() { gin.SetMode(getEnv("GIN_MODE", "debug")) }',
    ['gin.SetMode: on, unset GIN_MODE'],
  ],
  ['a.go', 'package a\nimport "github.com/labstack/echo/v4"\nfunc f() { e.Debug = true }', ['e.Debug: on']],
  ['a.go', 'package a\ntype C struct { Debug bool `env:"DEBUG" envDefault:"true"` }', ['DEBUG: on, unset DEBUG']],
  ['a.go', 'package a\nfunc f() { x.Debug = true }', []],

  ['A.java', '@EnableWebSecurity(debug = true) class A {}', ['@EnableWebSecurity(debug): on']],
  ['A.java', `class A { @Value("\${app.debug:false}") boolean debug; }`, ['app.debug: off']],
  [
    'config/environments/production.rb',
    'Rails.application.configure do\n  config.consider_all_requests_local = true\nend',
    ['config.consider_all_requests_local: on'],
  ],
  ['config/environments/development.rb', 'Rails.application.configure do\n  config.consider_all_requests_local = true\nend', []],
  ['app.rb', 'set :show_exceptions, true\nset :environment, :production', ['show_exceptions: on', 'environment: off']],
  ['app.rb', 'set :show_exceptions, :after_handler', ['show_exceptions: off']],
  ['config/app.php', '<?php return ["debug" => env("APP_DEBUG", "false")];', ['debug: off']],
  ['config/app.php', '<?php return ["debug" => true];', ['debug: on']],
  ['wp-config.php', '<?php define("WP_DEBUG", true); ini_set("display_errors", "On");', ['WP_DEBUG: on', 'display_errors: on']],
  [
    'index.php',
    '<?php $app->addErrorMiddleware(false, true, true); ini_set("display_errors", 0);',
    ['addErrorMiddleware: off', 'display_errors: off'],
  ],
  ['index.php', '<?php if ($_SERVER["APP_ENV"] === "dev") { Debug::enable(); }', ['Debug.enable: off']],
  ['Program.cs', 'app.UseDeveloperExceptionPage();', ['UseDeveloperExceptionPage: on']],
  ['Program.cs', 'if (!app.Environment.IsProduction()) app.UseDeveloperExceptionPage();', ['UseDeveloperExceptionPage: off']],
  ['Program.cs', '#if DEBUG\napp.UseDeveloperExceptionPage();\n#endif\n', ['UseDeveloperExceptionPage: off']],
  ['Program.cs', 'builder.UseEnvironment("Development");', ['UseEnvironment: on']],
])('%s: %j says %j', async (path, source, expected) => expect(await said(path, source)).toEqual(expected))

describe('configuration files', () => {
  test.each([
    ['Dockerfile', 'FROM python:3.12\nENV FLASK_DEBUG=1 PORT=80\n', ['FLASK_DEBUG in FROM python: on']],
    ['Dockerfile', 'FROM python:3.12\nENV DEBUG=true\nENV DEBUG=false\n', ['DEBUG in FROM python: off']],
    ['Dockerfile', 'FROM node:22 AS base\nENV NODE_ENV=development\nFROM base AS web\n', ['NODE_ENV in stage web: on']],
    ['Dockerfile', 'FROM node:22 AS base\nENV NODE_ENV=production\nFROM base AS dev\nENV NODE_ENV=development\n', []],
    ['Dockerfile', 'FROM node:22\nARG NODE_ENV\nENV NODE_ENV=$NODE_ENV\n', ['NODE_ENV in FROM node: unknown']],
    ['Dockerfile', 'FROM python:3.12\nENV DJANGO_SETTINGS_MODULE=shop.settings.local\n', ['DJANGO_SETTINGS_MODULE in FROM python: on']],
    ['Dockerfile.dev', 'FROM python:3.12\nENV FLASK_DEBUG=1\n', []],
    ['docker-compose.yml', 'services:\n  web:\n    environment:\n      - FLASK_DEBUG=1\n', ['FLASK_DEBUG in service web: on, mild']],
    [
      'docker-compose.prod.yml',
      'services:\n  web:\n    environment:\n      - FLASK_DEBUG=1\n      - DEBUG\n',
      ['FLASK_DEBUG in service web: on', 'DEBUG in service web: unknown'],
    ],
    ['docker-compose.dev.yml', 'services:\n  web:\n    environment:\n      - FLASK_DEBUG=1\n', []],
    ['compose.yaml', 'services:\n  web:\n    profiles: [dev]\n    environment: { DEBUG: "true" }\n', []],
    ['compose.yaml', 'services:\n  web:\n    environment: { DEBUG: "app:*", DEBUG_LEVEL: "1" }\n', ['DEBUG in service web: off, mild']],
    ['.env.production', 'APP_DEBUG="true"\n# DEBUG=true\nAPP_ENV=local\n', ['APP_DEBUG: on', 'APP_ENV: on']],
    ['.env', 'APP_DEBUG=true\n', []],
    ['.env', 'APP_ENV=production\nAPP_DEBUG=true\n', ['APP_ENV: off', 'APP_DEBUG: on']],
    ['.env', '# APP_ENV=production\nAPP_ENV=local\nAPP_DEBUG=true\n', []],
    ['charts/web/values.yaml', 'env:\n  - name: DEBUG\n    value: "1"\n', ['DEBUG: on']],
    ['charts/web/values-dev.yaml', 'env: { DEBUG: "1" }\n', []],
    ['app.yaml', "env_variables:\n  DEBUG: 'True'\n", ['DEBUG: on']],
    ['appsettings.json', '{ "DetailedErrors": true }', ['DetailedErrors: on']],
    ['appsettings.Development.json', '{ "DetailedErrors": true }', []],
    [
      'web.config',
      '<compilation debug="true" /><!-- <customErrors mode="Off"/> --><customErrors mode="RemoteOnly"/>',
      ['compilation debug: on', 'customErrors mode: off'],
    ],
    ['docker/php.ini', '[PHP]\ndisplay_errors = On\n', ['display_errors: on']],
    ['docker/php-dev.ini', 'display_errors = On\n', []],
  ])('%s: %j says %j', async (path, source, expected) => expect(await said(path, source)).toEqual(expected))

  test('Kubernetes: containers and ConfigMaps, not of development', async () => {
    const manifest = (namespace: string) =>
      yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web, namespace: NAMESPACE }
      spec:
        template:
          spec:
            containers:
              - name: app
                env:
                  - { name: DEBUG, value: "true" }
                  - { name: NODE_ENV, valueFrom: { configMapKeyRef: { name: web, key: mode } } }
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: NAMESPACE }
      data: { APP_DEBUG: "false", DEBUG: "1" }
    `.replaceAll('NAMESPACE', namespace)
    expect(await said('k8s/web.yaml', manifest('shop'))).toEqual([
      'DEBUG in Deployment/web container app: on',
      'NODE_ENV in Deployment/web container app: unknown',
      'APP_DEBUG in ConfigMap/web: off',
      'DEBUG in ConfigMap/web: on',
    ])
    expect(await said('k8s/web.yaml', manifest('shop-dev'))).toEqual([])
    expect(await said('overlays/dev/web.yaml', manifest('shop'))).toEqual([])
  })

  test('Spring: profiles, placeholders, lists and relaxed names', async () => {
    const source = yaml`
      debug: \${DEBUG:true}
      trace: \${TRACE}
      server: { error: { includeStacktrace: always } }
      management:
        server: { port: 9000 }
        endpoints.web.exposure.include: [health, "*"]
      spring.h2.console.enabled: \${CONSOLE:false}
      ---
      spring: { config: { activate: { on-profile: "local | test" } } }
      debug: true
    `
    expect(await said('src/main/resources/application.yml', source)).toEqual([
      'debug: on, unset DEBUG',
      'trace: off',
      'server.error.include-stacktrace: on',
      'management.endpoints.web.exposure.include: on, mild',
      'spring.h2.console.enabled: off',
    ])
    expect(await said('application-dev.yml', source)).toEqual([])
    expect(await said('application.properties', 'debug=true\nmanagement.endpoints.web.exposure.include=*\n')).toEqual([
      'debug: on',
      'management.endpoints.web.exposure.include: on',
    ])
  })
})
