import { expect, test } from 'vitest'
import { csharp } from '../../../src/model/example.ts'
import { assignments, calls, parsed, place, written } from './written.ts'

test('reads a program of top-level statements', async () => {
  const code = await parsed(
    'Program.cs',
    csharp`
    using System;
    using Json = System.Text.Json;
    var builder = WebApplication.CreateBuilder(args);
    builder.Services.AddCors(o => o.AddPolicy("all", p => p.AllowAnyOrigin()));
    var app = builder.Build();
    if (!app.Environment.IsDevelopment()) { app.UseHsts(); } else app.UseDeveloperExceptionPage();
    #if DEBUG
    app.UseSwagger();
    #endif
    string key = Environment.GetEnvironmentVariable("KEY") ?? $"k{args.Length:N}";
    app.MapGet("/x", async (int id, [FromServices] Db db) => { return await db.Find(id)!; });
    var client = new HttpClient { Timeout = TimeSpan.FromSeconds(1) };
    Options options = new(1) { ["a"] = @"c:\""x" };
    var map = new Dictionary<string, int> { {"b", 2} };
    var o = new { A = 1, key };
    app?.Services?.Get<Db>();
    app.Run();
  `,
  )
  expect(code.incomplete).toBe(false)
  expect(code.imports.map(({ module, alias }) => [module, alias])).toEqual([
    ['System', undefined],
    ['System.Text.Json', 'Json'],
  ])
  expect(assignments(code)).toEqual([
    'builder = WebApplication.CreateBuilder(args) | module',
    'app = builder.Build() | module',
    'key = (Environment.GetEnvironmentVariable("KEY") ?? "k{args.Length:N}" of args.Length) | module',
    'client = new HttpClient({Timeout: TimeSpan.FromSeconds(1)}) | module',
    'options = new Options(1, {a: "c:\\\\\\"x"}) | module',
    'map = new Dictionary({b: 2}) | module',
    'o = {A: 1, key: key} | module',
  ])
  expect(calls(code)).toEqual([
    'WebApplication.CreateBuilder(args) | module',
    'builder.Services.AddCors(fn(o)) | module',
    'o.AddPolicy("all", fn(p)) | inside builder.Services.AddCors',
    'p.AllowAnyOrigin() | inside builder.Services.AddCors, inside o.AddPolicy',
    'builder.Build() | module',
    'app.Environment.IsDevelopment() | module',
    'app.UseHsts() | module, if !app.Environment.IsDevelopment()',
    'app.UseDeveloperExceptionPage() | module, unless !app.Environment.IsDevelopment()',
    'app.UseSwagger() | module, if DEBUG',
    'Environment.GetEnvironmentVariable("KEY") | module',
    'app.MapGet("/x", fn(id, db)) | module',
    'await db.Find(id) | inside app.MapGet',
    'new HttpClient({Timeout: TimeSpan.FromSeconds(1)}) | module',
    'TimeSpan.FromSeconds(1) | module',
    'new Options(1, {a: "c:\\\\\\"x"}) | module',
    'new Dictionary({b: 2}) | module',
    'app.Services.Get() | module',
    'app.Run() | module',
  ])
})

const CONTROLLER = csharp`
  namespace Bank.Pay;

  [ApiController, Route("api/[controller]")]
  public class PayController<T> : Base<T>, IPay
  {
      private readonly string _key = "k";
      public bool Debug { get; set; } = true;
      int Limit => 3;

      [HttpPost("pay", Name = "pay", order: 2)]
      public async Task<string> Pay([FromBody] PayDto body, int tries = 3)
      {
          try { await client.Send(x: 1, out var sent); }
          catch (PayException e) when (e.Late) { throw; }
          catch { throw new Exception("no"); }
          using (var held = Lock()) { held.Use(); }
          foreach (var one in all) Send(one);
          switch (mode) { case "dev": On(); break; default: Off(); break; }
          return done ? null : (string)body.Id;
      }
      public int Total() => 4;
  }
`

test('reads a controller: attributes, members and handlers', async () => {
  const code = await parsed('PayController.cs', CONTROLLER)
  expect(code.incomplete).toBe(false)
  const [controller] = code.classes
  expect(controller).toMatchObject({ name: 'PayController', bases: ['Base', 'IPay'] })
  expect(controller!.decorators.map(({ name, args }) => `${name} ${written(args[0]?.value)}`)).toEqual([
    'ApiController ',
    'Route "api/[controller]"',
  ])
  expect(controller!.fields.map(({ name, type, value }) => `${name}:${type}=${written(value)}`)).toEqual([
    '_key:string="k"',
    'Debug:bool=true',
    'Limit:int=3',
  ])
  const [pay, total] = controller!.methods
  expect(pay).toMatchObject({ name: 'Pay', isAsync: true, returnType: 'Task<string>', statements: 5 })
  expect(pay!.decorators[0]!.args.map(({ name, value }) => `${name ?? ''} ${written(value)}`)).toEqual([' "pay"', 'Name "pay"', 'order 2'])
  expect(
    pay!.params.map(
      ({ name, type, decorators, default: value }) => `${decorators.map((one) => one.name).join()} ${name}:${type}=${written(value)}`,
    ),
  ).toEqual(['FromBody body:PayDto=', ' tries:int=3'])
  expect(pay!.returns.map(written)).toEqual(['(done ? null : body.Id)'])
  expect(pay!.throws.map(written)).toEqual(['<throw;>', 'new Exception("no")'])
  expect(total!.returns.map(written)).toEqual(['4'])
  expect(code.catches.map(({ types, variable }) => [types, variable])).toEqual([
    [['PayException'], 'e'],
    [[], undefined],
  ])
  expect(place(controller!.nameRange)).toBe('4:14-4:27')
})
