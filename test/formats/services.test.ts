import { beforeAll, describe, expect, test } from 'vitest'
import { prepare } from '#formats/prepare'
import { SERVICE_HINTS, serviceEntries, serviceFacts, services, servicesAround } from '#formats/services'
import { csharp, go, java, javascript, php, python, ruby, typescript } from '#model/example'
import { unmark } from '../support/marked.ts'

beforeAll(() => prepare(['a.py', 'a.js', 'a.ts', 'a.go', 'A.java', 'a.rb', 'A.cs', 'a.php']))

/** The entries as `framework role name`, once it is sure that each stands at a «mark» and that a hint leads to the file. */
function entries(path: string, marked: string): string[] {
  const { text, spans } = unmark(marked)
  const found = serviceEntries({ path, text })
  expect(found.map(({ range }) => range)).toEqual(spans)
  if (found.length) expect(SERVICE_HINTS.some((hint) => text.toLowerCase().includes(hint))).toBe(true)
  return found.map(({ framework, role, name }) => [framework, role, name].filter(Boolean).join(' '))
}

describe('a service begins in', () => {
  test.each([
    ['from fastapi import FastAPI\napp = «FastAPI»(title="x")\n', ['FastAPI http app']],
    ['import fastapi\n\ndef create():\n    api = «fastapi.FastAPI»()\n    return api\n', ['FastAPI http api']],
    ['from flask import Flask as F\napp = «F»(__name__)\n', ['Flask http app']],
    ['from aiohttp import web\napp = «web.Application»()\n', ['aiohttp http app']],
    ['INSTALLED_APPS = ["shop"]\n«ROOT_URLCONF» = "shop.urls"\n', ['Django http ROOT_URLCONF']],
    ['«ALLOWED_HOSTS» = []\nDATABASES = {}\n', ['Django http ALLOWED_HOSTS']],
    ['DATABASES = {}\n', []],
    ['import grpc\nserver = «grpc.aio.server»()\n', ['gRPC grpc server']],
    ['from celery import Celery\ncelery = «Celery»("shop")\n', ['Celery worker celery']],
    ['from arq import cron\nclass «WorkerSettings»:\n    functions = [send]\n', ['arq worker WorkerSettings']],
    ['from shop.web import ShopFlask\napp = «ShopFlask»(__name__)\n', ['Flask http app']],
    ['class ShopFlask(BaseFlask):\n    pass\n', []],
    ['import tornado.web\nclass «App»(tornado.web.Application):\n    pass\napp = App()\n', ['Tornado http App']],
    ['from flask import Flask\nclass BetterFlask(Flask):\n    pass\n', []],
    ['class FastAPI:\n    pass\napp = Flask()\n', []],
    ['# app = FastAPI()\ntext = "app = FastAPI()"\n', []],
  ])('Python: %s', (source, expected) => expect(entries('app/main.py', source)).toEqual(expected))

  test.each([
    ['const express = require("express")\nconst app = «express»()\napp.get("/orders", list)\n', ['Express http app']],
    ['import express, { Router } from "express"\nexport const app = «express»()\n', ['Express http app']],
    ['const app = «require("fastify")»({ logger: true })\n', ['Fastify http app']],
    ['import Fastify from "fastify"\nconst app = «Fastify»()\n', ['Fastify http app']],
    [
      'import { NestFactory } from "@nestjs/core"\nasync function go() { const app = await «NestFactory.create»<App>(AppModule) }\n',
      ['NestJS http app'],
    ],
    [
      'import { NestFactory } from "@nestjs/core"\nconst app = await «NestFactory.createMicroservice»(M, { transport: Transport.KAFKA })\n',
      ['NestJS worker app'],
    ],
    ['import * as grpc from "@grpc/grpc-js"\nconst server = new «grpc.Server»()\n', ['gRPC grpc server']],
    ['import http from "node:http"\nconst server = «http.createServer»(handle)\nserver.listen(3000)\n', ['Node http server']],
    ['import http from "node:http"\nhttp.createServer(handle).listen(0, "127.0.0.1")\n', []],
    ['import { Worker } from "bullmq"\nnew «Worker»("mail", send)\n', ['BullMQ worker']],
    ['const app = express()\nfunction express() {}\n', []],
    ['const express_1 = __importDefault(require("express"));\nconst app = («0, express_1.default»)();\n', ['Express http app']],
    ['import express from "express"\nconst app = express()\napp.use(express.static("dist"))\napp.get("*", page)\napp.listen(80)\n', []],
    [
      'const express = require("express")\nconst app = «express»()\napp.use(express.static("dist"))\napp.use(require("./app/routes"))\n',
      ['Express http app'],
    ],
    [
      'import express from "express"\nconst app = «express»()\napp.use(express.static("dist"))\napp.use("/api", api)\n',
      ['Express http app'],
    ],
  ])('JavaScript: %s', (source, expected) => expect(entries('src/main.ts', source)).toEqual(expected))

  const main = 'package main\nimport (\n\t"net/http"\n\t"github.com/gin-gonic/gin"\n\t"google.golang.org/grpc"\n)\n'
  test.each([
    ['func main() { http.HandleFunc("/", h); «http.ListenAndServe»(":8080", nil) }', ['net/http http']],
    ['func main() { srv := &«http.Server»{Addr: addr, Handler: mux}; srv.ListenAndServe() }', ['net/http http srv']],
    ['func f() *gin.Engine { r := «gin.Default»(); return r }', ['Gin http r']],
    ['func f() { s := «grpc.NewServer»(); s.Serve(l) }', ['gRPC grpc s']],
    ['func f() { go http.ListenAndServe("localhost:6060", nil) }', []],
    ['func f() { http.ListenAndServe(":9090", promhttp.Handler()) }', []],
    ['func f() { s := &http.Server{Addr: metricsAddr} }', []],
    ['func login() { l, _ := net.Listen("tcp", "127.0.0.1:0"); s := &http.Server{Handler: h}; s.Serve(l) }', []],
  ])('Go: %s', (source, expected) => expect(entries('internal/app/app.go', main + source)).toEqual(expected))

  test.each([
    ['A.java', java`@SpringBootApplication\npublic class «A» { }`, ['Spring Boot http A']],
    ['A.java', '@SpringBootApplication\npublic class A implements CommandLineRunner { }', []],
    ['A.java', 'import io.grpc.ServerBuilder;\nclass A { void f() { s = «ServerBuilder.forPort»(1).build(); } }', ['gRPC grpc']],
    ['a.rb', ruby`module Shop\n  class «Application» < Rails::Application\n  end\nend`, ['Rails http Application']],
    ['a.rb', "«require 'sinatra'»\nget('/') { 'x' }\n", ['Sinatra http']],
    ['a.rb', '«Sidekiq.configure_server» do |config|\n  config.redis = {}\nend\n', ['Sidekiq worker']],
    ['A.cs', csharp`var builder = «WebApplication.CreateBuilder»(args);`, ['ASP.NET Core http builder']],
    ['A.cs', 'var b = «Host.CreateApplicationBuilder»(args); b.Services.AddHostedService<W>();', ['Generic Host worker b']],
    ['a.php', php`<?php\nuse Slim\Factory\AppFactory;\n$app = «AppFactory::create»();`, ['Slim http app']],
  ] as const)('%s: %s', (path, source, expected) => expect(entries(path, source.replaceAll('\\n', '\n'))).toEqual(expected))

  test('no script, tool, mock server or build file', () => {
    const source = 'import express from "express"\nconst app = express()\napp.get("/x", y)\n'
    for (const path of ['scripts/serve.ts', 'tools/mock/server.ts', 'webpack.config.ts', 'web/.storybook/main.ts', 'src/mocks/server.ts'])
      expect(entries(path, source)).toEqual([])
    expect(serviceEntries({ path: 'src/agents/tools/server.ts', text: source })).toHaveLength(1)
  })
})

describe('the services of a repository', () => {
  const fastapi = python`
    from fastapi import FastAPI
    app = FastAPI()
  `
  const celery = python`
    from celery import Celery
    app = Celery("shop")
  `
  const nest = typescript`
    import { NestFactory } from '@nestjs/core'
    const app = await NestFactory.create(AppModule)
  `
  const server = go`
    package main
    import "google.golang.org/grpc"
    func main() { s := grpc.NewServer() }
  `
  const of = (files: Readonly<Record<string, string>>) =>
    services(Object.entries(files).flatMap(([path, text]) => serviceFacts({ path, text }).map((fact) => ({ path, fact }))))
  const names = (files: Readonly<Record<string, string>>) => of(files).map(({ name, location }) => `${name} at ${location.path}`)

  test('are told apart by manifest, role and language', () => {
    expect(
      names({
        'backend/requirements.txt': 'fastapi==0.110\n',
        'backend/app/main.py': fastapi,
        'backend/app/admin/api.py': fastapi,
        'backend/app/celery.py': celery,
        'apps/gateway/src/main.ts': nest,
        'package.json': '{ "name": "shop" }',
        'services/ledger/go.mod': 'module ledger\n',
        'services/ledger/cmd/main.go': server,
      }),
    ).toEqual([
      'apps/gateway: node server at apps/gateway/src/main.ts',
      'backend: python server at backend/app/main.py',
      'backend: python worker at backend/app/celery.py',
      'services/ledger: go server at services/ledger/cmd/main.go',
    ])
  })

  test('are none where a library only makes servers for others', () => {
    expect(names({ 'go.mod': 'module lib\n', 'server.go': server.replace('func main', 'func New') })).toEqual([])
    expect(names({ 'server.go': server.replace('func main', 'func New') })).toEqual(['go server at server.go'])
  })

  test('are servers of Node only where something listens', () => {
    const server = 'import { createServer } from "node:http"\nexport const server = () => createServer(handle)\n'
    expect(names({ 'src/http.ts': server })).toEqual([])
    expect(names({ 'src/http.ts': server, 'src/start.ts': 'server.listen(config.port)\n' })).toEqual(['node server at src/http.ts'])
  })

  test('are none where the application is handed to a platform of functions', () => {
    expect(names({ 'app/main.py': `${fastapi}\nfrom mangum import Mangum\nhandler = Mangum(app)\n` })).toEqual([])
    expect(
      names({ 'package.json': '{ "name": "x" }', 'src/app.js': nest, 'src/lambda.js': 'const s = require("serverless-http")\n' }),
    ).toEqual([])
  })

  test('have no worker of their own where its queue library runs inside the server', () => {
    const worker = javascript`
      const { Worker } = require('bullmq')
      new Worker('mail', send)
    `
    expect(names({ 'src/main.ts': nest, 'src/mail.js': worker })).toEqual(['node server at src/main.ts'])
    expect(names({ 'src/mail.js': worker })).toEqual(['node worker at src/mail.js'])
  })

  test('share the code that stands outside of them, and not that of each other', () => {
    const all = of({ 'apps/a/src/main.ts': nest, 'apps/b/src/main.ts': nest })
    const around = (path: string) => servicesAround(all, path).map(({ root }) => root)
    expect(around('libs/metrics.ts')).toEqual(['apps/a', 'apps/b'])
    expect(around('apps/a/src/metrics.ts')).toEqual(['apps/a'])
    expect(servicesAround(of({ 'main.py': fastapi, 'apps/b/src/main.ts': nest }), 'lib/x.py').map(({ root }) => root)).toEqual([
      'apps/b',
      '',
    ])
  })
})
