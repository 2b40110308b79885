import { expect, test } from 'vitest'
import { php } from '../../../src/model/example.ts'
import { assignments, calls, parsed, place, where, written } from './written.ts'

test('reads a configuration file: what it returns, and constants', async () => {
  const code = await parsed(
    'config/app.php',
    php`
    <?php
    use Illuminate\Support\Str;
    use App\{Models\User, Jobs as Work};
    require_once __DIR__ . '/boot.php';
    define('WP_DEBUG', true);
    const LIMIT = 0x10;
    $debug = $_ENV['DEBUG'] ?? getenv('DEBUG') ?: "d\t{$x} $y[0] {$z->w}";
    return ['debug' => env('APP_DEBUG', true), 'hosts' => ['a', ...$b], self::KEY => User::class, 7];
  `,
  )
  expect(code.incomplete).toBe(false)
  expect(code.imports.map(({ module, alias }) => [module, alias])).toEqual([
    ['Illuminate.Support.Str', undefined],
    ['App.Models.User', undefined],
    ['App.Jobs', 'Work'],
  ])
  expect(assignments(code)).toEqual([
    'WP_DEBUG = true | module',
    'LIMIT = 16 | module',
    'debug = ((_ENV["DEBUG"] ?? getenv("DEBUG")) || "d\\t{$x} $y[0] {$z->w}" of x,y[0],z.w) | module',
    'return = {debug: env("APP_DEBUG", true), hosts: ["a", ...b], self.KEY: User.class, 3: 7} | module',
  ])
  expect(place(code.entries[0]!.keyRange)).toBe('8:9-8:16')
})

const CONTROLLER = php`
  <?php
  namespace App\Http;

  #[Route('/pay', methods: ['POST'])]
  final class PayController extends Controller implements Pays
  {
      use Authorizes;
      const DEBUG = true;
      private ?string $key = 'k';

      public function __construct(private Client $client, int $tries = 3) {}

      #[Get]
      public static function pay(Request &$request): ?string
      {
          try {
              $result = $this->client->post('/pay', body: $request->all())['id'] ?? Pay::make()?->id;
          } catch (Timeout|Declined $e) {
              throw new \RuntimeException('no ' . $e->getMessage());
          }
          if ($a && !$b) { echo $a, 'x'; } elseif ($c) { y(); } else { exit(1); }
          foreach ($all as $one) send($one);
          switch ($mode) { case 'dev': on(); break; default: off(); }
          DB::transaction(function () use ($x) { $x->save(); });
          return $done ? null : (string) $result;
      }
  }
`

test('reads a controller: classes, methods, attributes and handlers', async () => {
  const code = await parsed('PayController.php', CONTROLLER)
  expect(code.incomplete).toBe(false)
  const [controller] = code.classes
  expect(controller).toMatchObject({ name: 'PayController', bases: ['Controller', 'Pays', 'Authorizes'] })
  expect(controller!.decorators[0]!.args.map(({ name, value }) => `${name ?? ''} ${written(value)}`)).toEqual([
    ' "/pay"',
    'methods ["POST"]',
  ])
  expect(controller!.fields.map(({ name, type, value }) => `${name}:${type ?? ''}=${written(value)}`)).toEqual([
    'DEBUG:=true',
    'key:?string="k"',
  ])
  const [construct, pay] = controller!.methods
  expect(construct!.params.map(({ name, type, default: value }) => `${name}:${type}=${written(value)}`)).toEqual([
    'client:Client=',
    'tries:int=3',
  ])
  expect(pay).toMatchObject({ name: 'pay', returnType: '?string', statements: 6 })
  expect(pay!.decorators.map(({ name }) => name)).toEqual(['Get'])
  expect(pay!.returns.map(written)).toEqual(['(done ? null : result)'])
  expect(code.catches.map(({ types, variable }) => [types, variable])).toEqual([[['Timeout', 'Declined'], 'e']])
  expect(calls(code)).toEqual([
    'this.client.post("/pay", body=request.all()) | class PayController, in pay, guarded',
    'request.all() | class PayController, in pay, guarded',
    'Pay.make() | class PayController, in pay, guarded',
    'new RuntimeException(("no " + e.getMessage())) | class PayController, in pay',
    'e.getMessage() | class PayController, in pay',
    'echo(a, "x") | class PayController, in pay, if (a && !b)',
    'y() | class PayController, in pay, unless (a && !b), if c',
    'exit(1) | class PayController, in pay, unless (a && !b), unless c',
    'send(one) | class PayController, in pay, loop 1',
    'on() | class PayController, in pay, if (mode == "dev")',
    'off() | class PayController, in pay, unless (mode == "dev")',
    'DB.transaction(fn()) | class PayController, in pay',
    'x.save() | class PayController, in pay, inside DB.transaction',
  ])
  expect(where(pay!.scope)).toBe('module, class PayController')
})
