import { beforeAll, describe, expect, test } from 'vitest'
import { code } from '#formats/code/code'
import { prepare } from '#formats/prepare'
import { reached, routes } from '#formats/routes'
import { unmark } from '../support/marked.ts'

beforeAll(() => prepare(['a.py', 'a.js', 'a.ts', 'a.go', 'A.java', 'a.rb', 'A.cs', 'a.php']))

/** Routes as `METHOD path [handler]`, once it is sure that each stands at a «mark». */
function found(path: string, marked: string): string[] {
  const { text, spans } = unmark(marked)
  const all = routes({ path, text })
  expect(all.map(({ range }) => text.split('\n')[range.start.line - 1]!.slice(range.start.column - 1)[0])).toHaveLength(spans.length)
  expect(all.map(({ range }) => range)).toEqual(spans)
  return all.map(({ subject, name, handler }) =>
    [subject, handler ? (handler.name ?? 'function') : name && `(${name})`].filter(Boolean).join(' '),
  )
}

describe('routes', () => {
  test.each([
    [
      'from fastapi import APIRouter\nrouter = APIRouter(prefix="/api")\n«@router.post("/trades")»\ndef make(db): pass\n',
      ['POST /api/trades make'],
    ],
    [
      'from flask import Blueprint\nbp = Blueprint("t", __name__, url_prefix="/t")\n«@bp.route("/x", methods=["GET", "POST"])»\ndef x(): pass\n',
      ['POST /t/x x'],
    ],
    ['from ninja import Router\n«@router.get("/x", auth=cookie_auth)»\ndef x(request): pass\n', ['GET /x x']],
    [
      'from django.urls import path\nurlpatterns = [«path("health/"», views.health), path("api/", include("api.urls"))]\n',
      ['ANY /health/ (views.health)'],
    ],
    ['class Trades(APIView):\n    def «post»(self, request): pass\n    def help(self): pass\n', ['POST Trades post']],
    ['class Trades(viewsets.ModelViewSet):\n    def «create»(self, request): pass\n', ['POST Trades create']],
    ['«@api_view(["POST"])»\ndef pay(request): pass\n', ['POST pay pay']],
    ['class S(pb2_grpc.LedgerServicer):\n    def «Pay»(self, request, context): pass\n', ['RPC Pay Pay']],
    ['requests.post("/x", json=y)\ncache.get("/y", 1)\n@pytest.fixture\ndef f(): pass\n', []],
  ])('of Python: %s', (source, expected) => expect(found('a.py', source)).toEqual(expected))

  test.each([
    ['const express = require("express")\n«app.post("/x"», auth, wrap(async (req, res) => {}))\n', ['POST /x function']],
    ['import { Router } from "express"\n«router.get("/x"», list)\nfunction list() {}\n', ['GET /x list']],
    ['import { Router } from "express"\n«router.route("/x").post»(c.create)\n', ['POST /x (c.create)']],
    ['import fastify from "fastify"\n«app.route({ method: "POST", url: "/x"», handler: pay })\n', ['POST /x (pay)']],
    ['@Controller("trades")\nclass A {\n  «@Post(":id")»\n  make() {}\n}\n', ['POST /trades/:id make']],
    ['@Controller()\nclass A {\n  «@GrpcMethod("Ledger", "Pay")»\n  pay() {}\n}\n', ['RPC Pay pay']],
    ['import express from "express"\nconst r = express.Router()\n«r.post("/x"», pay)\nother.post("/y", pay)\n', ['POST /x (pay)']],
    ['axios.post("/x", body)\napi.get("/users", { params })\nrest.get("/x", (req, res) => res())\nclient.post("/y", done)\n', []],
  ])('of TypeScript: %s', (source, expected) => expect(found('a.ts', source)).toEqual(expected))

  test.each([
    ['package a\nfunc f() { «mux.HandleFunc("POST /x"», s.create) }\n', ['POST /x (s.create)']],
    ['package a\nfunc f() { v1 := r.Group("/v1")\n «v1.POST("/x"», auth, h.Pay) }\n', ['POST /v1/x (h.Pay)']],
    [
      'package a\nfunc f() { «r.HandleFunc("/x"», pay).Methods("POST") }\nfunc pay(w http.ResponseWriter, r *http.Request) {}\n',
      ['POST /x pay'],
    ],
    ['package a\nfunc f() { r.Route("/v1", func(r chi.Router) { «r.Post("/x"», s.create) }) }\n', ['POST /x (s.create)']],
    [
      'package a\nimport pb "x"\nfunc (s *Server) «Pay»(ctx context.Context, req *pb.PayRequest) (*pb.PayResponse, error) { return nil, nil }\n',
      ['RPC Pay Pay'],
    ],
    ['package a\nfunc f() { http.Post("/x", "json", body); m.Get("x", 1) }\n', []],
  ])('of Go: %s', (source, expected) => expect(found('a.go', source)).toEqual(expected))

  test.each([
    ['A.java', '@RestController\n@RequestMapping("/t")\nclass A {\n  «@PostMapping("/x")»\n  void make() {}\n}\n', ['POST /t/x make']],
    ['A.java', '@FeignClient\ninterface A {\n  @PostMapping("/x")\n  void make();\n}\n', []],
    [
      'A.cs',
      '[Route("api/[controller]")]\nclass TradesController : ControllerBase {\n  [«HttpPost("x")»]\n  void Make() {}\n}\n',
      ['POST /api/trades/x Make'],
    ],
    ['A.cs', '«app.MapPost("/x"», (T t) => t);\n', ['POST /x function']],
    ['a.rb', "«get 'up' => 'rails/health#show'»\n«post '/x'», to: 'x#y'\n", ['GET /up (rails/health#show)', 'POST /x (x#y)']],
    ['a.rb', 'class TradesController < ApplicationController\n  def «create»\n  end\nend\n', ['POST /trades create']],
    ['a.php', "<?php\n«Route::post('/x'», [TradeController::class, 'store']);\n", ['POST /x (TradeController@store)']],
  ])('of %s: %s', (path, source, expected) => expect(found(path, source)).toEqual(expected))

  test('know what guards them', () => {
    const text =
      'from fastapi import Depends\n@router.post("/x", dependencies=[Depends(limit)])\n@slow("5/m")\ndef f(u=Depends(user)): pass\n'
    expect(routes({ path: 'a.py', text })[0]!.guards).toEqual(['slow(5/m)', 'dependencies=Depends(limit)', 'Depends(user)'])
  })

  test.each([
    ['r.With(seal, auth.User()).Post("/x", s.create)', ['seal', 'auth.User']],
    ['v1 := r.Group("/v1", auth)\n v1.POST("/x", count, s.create)', ['auth', 'count']],
  ])('know what guards them in Go: %s', (body, guards) =>
    expect(routes({ path: 'a.go', text: `package a\nfunc f() { ${body} }\n` })[0]!.guards).toEqual(guards),
  )

  test('reach functions of their file', () => {
    const file = { path: 'a.py', text: '@app.get("/x")\ndef a():\n    b()\ndef b():\n    self.c()\ndef c(): pass\ndef d(): pass\n' }
    const [route] = routes(file)
    expect(reached(code(file)!, route!.handler!).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  })
})

test('of a function with thousands of decorators, those that a project may have are read', () => {
  const text = `from fastapi import FastAPI\napp = FastAPI()\n${'@app.get("/orders")\n'.repeat(5_000)}def orders(): pass\n`
  const all = routes({ path: 'app/main.py', text })
  expect([all.length, all[0]!.guards.length]).toEqual([100, 99])
})
