import { expect, test } from 'vitest'
import { java } from '../../../src/model/example.ts'
import { assignments, calls, parsed, place, written } from './written.ts'

const CONTROLLER = java`
  package com.bank.pay;

  import java.util.List;
  import static org.assertj.core.api.Assertions.*;

  @RestController
  @RequestMapping("/api")
  public class PayController<T> extends Base implements Pays, Refunds<T> {
    @Value("\${app.debug:true}") private boolean debug;
    static final String KEY = System.getenv("KEY") + "a\n" + 'c';

    @PostMapping(value = "/pay", produces = {"application/json"})
    public List<String> pay(@RequestBody @Valid PayDto body, final int... ids) throws IOException {
      try (var session = open()) {
        this.client = Clients.builder().timeout(5).build();
      } catch (IOException | PayException e) {
        throw new IllegalStateException("x", e);
      }
      if (!debug && body.ok()) { log(); } else if (late) { retry(); } else fail();
      for (int i = 0; i < 3; i++) ids.forEach(id -> { send(id); });
      switch (mode) { case "dev": on(); break; default: off(); }
      Runnable run = () -> go();
      List<String> all = new ArrayList<>(List.of("a"));
      return done ? null : (List<String>) all;
    }
  }
`

test('reads a controller: annotations, fields, methods and places', async () => {
  const code = await parsed('PayController.java', CONTROLLER)
  expect(code.incomplete).toBe(false)
  expect(code.imports.map(({ module, names }) => [module, names.map(({ name }) => name)])).toEqual([
    ['java.util.List', []],
    ['org.assertj.core.api.Assertions', ['*']],
  ])
  const [controller] = code.classes
  expect(controller).toMatchObject({ name: 'PayController', bases: ['Base', 'Pays', 'Refunds'] })
  expect(controller!.decorators.map(({ name }) => name)).toEqual(['RestController', 'RequestMapping'])
  expect(
    controller!.fields.map(
      ({ name, type, decorators }) => `${decorators.map((one) => `${one.name} ${written(one.args[0]?.value)}`).join()} ${name}:${type}`,
    ),
  ).toEqual([`Value "\${app.debug:true}" debug:boolean`, ' KEY:String'])
  const [pay] = controller!.methods
  expect(pay).toMatchObject({ name: 'pay', returnType: 'List<String>', statements: 7 })
  expect(pay!.decorators[0]!.args.map(({ name, value }) => `${name}=${written(value)}`)).toEqual([
    'value="/pay"',
    'produces=["application/json"]',
  ])
  expect(pay!.params.map(({ name, decorators }) => `${decorators.map((one) => one.name).join()} ${name}`)).toEqual([
    'RequestBody,Valid body',
    ' ids',
  ])
  expect(pay!.returns.map(written)).toEqual(['(done ? null : all)'])
  expect(pay!.throws.map(written)).toEqual(['new IllegalStateException("x", e)'])
  expect(code.catches.map(({ types, variable }) => [types, variable])).toEqual([[['IOException', 'PayException'], 'e']])
  expect(place(controller!.fields[0]!.decorators[0]!.range)).toBe('9:3-9:30')
})

test('tells where each call stands', async () => {
  const code = await parsed('PayController.java', CONTROLLER)
  expect(assignments(code).slice(0, 3)).toEqual([
    'KEY = ((System.getenv("KEY") + "a\\n") + "c") | module, class PayController',
    'session = open() | class PayController, in pay, guarded',
    'this.client = Clients.builder().timeout().build() | class PayController, in pay, guarded',
  ])
  expect(calls(code)).toEqual([
    'System.getenv("KEY") | module, class PayController',
    'open() | class PayController, in pay, guarded',
    'Clients.builder() | class PayController, in pay, guarded',
    'Clients.builder().timeout(5) | class PayController, in pay, guarded',
    'Clients.builder().timeout().build() | class PayController, in pay, guarded',
    'new IllegalStateException("x", e) | class PayController, in pay',
    'body.ok() | class PayController, in pay, if !debug',
    'log() | class PayController, in pay, if (!debug && body.ok())',
    'retry() | class PayController, in pay, unless (!debug && body.ok()), if late',
    'fail() | class PayController, in pay, unless (!debug && body.ok()), unless late',
    'ids.forEach(fn(id)) | class PayController, in pay, loop 1',
    'send(id) | class PayController, in pay, inside ids.forEach',
    'on() | class PayController, in pay, if (mode == "dev")',
    'off() | class PayController, in pay, unless (mode == "dev")',
    'go() | class PayController, in run',
    'new ArrayList(List.of("a")) | class PayController, in pay',
    'List.of("a") | class PayController, in pay',
  ])
})
