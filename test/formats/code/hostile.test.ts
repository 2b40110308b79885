import { describe, expect, test } from 'vitest'
import { envReads } from '../../../src/formats/code/environment.ts'
import { calls, parsed } from './written.ts'

const DEPTH = 10_000
const LANGUAGES = ['a.py', 'a.js', 'a.ts', 'a.tsx', 'a.go', 'a.java', 'a.rb', 'a.php', 'a.cs']

const NESTED: Readonly<Record<string, string>> = {
  parentheses: '('.repeat(DEPTH) + ')'.repeat(DEPTH),
  calls: 'f('.repeat(DEPTH) + ')'.repeat(DEPTH),
  blocks: '{'.repeat(DEPTH) + '}'.repeat(DEPTH),
  lists: '['.repeat(DEPTH),
  additions: `x = ${'1 + '.repeat(DEPTH)}1`,
  chains: `a${'.b()'.repeat(DEPTH)}`,
  negations: `x = ${'!'.repeat(DEPTH)}a`,
  generics: 'a<'.repeat(1000),
  conditions: 'if (a) '.repeat(DEPTH),
  strings: `"${'\\'.repeat(DEPTH)}`,
  noise: Array.from({ length: DEPTH }, (_, index) => String.fromCodePoint(33 + ((index * 7919) % 4000))).join(''),
}

/** One line of each kind of statement. */
const SOURCES: Readonly<Record<string, string>> = {
  'a.py':
    '@d(1)\nasync def f(a, b: int = 1):\n  with t() as x:\n    try: y = await g(f"{a}")\n    except (E, F) as e: raise\nclass A(B, m=C):\n  x: int = {"k": [1, *z]}[0]\n',
  'a.js': `import a, { b as c } from "d"; class A extends B { x = 1; m(p = 1) { switch (p) { case 1: return \`q\${p}\` } } }\nconst { e = 1, ...f } = process.env`,
  'a.ts':
    '@D() export class A<T> extends B implements C { constructor(@E() private f?: G) { super() } }\nexport default <any>(x as T)!.y?.[0] satisfies Z',
  'a.go':
    'package p\ntype T struct { A, B int `env:"X"` }\nfunc (t *T) M(a ...int) (int, error) { if x, ok := <-c; ok { switch y := z.(type) { case int: } }; return &T{A: 1}, nil }\n',
  'a.java':
    '@A(b = "c") class D<E> extends F implements G { @H int i = j ? (K) l : new M(n) {}; void o(P... q) { try (var r = s()) { t.u(v -> w); } catch (X | Y z) { throw z; } } }',
  'a.rb':
    'module A\n  class B < C\n    def d(e, f = 1, *g, h: 2, &i)\n      j k: 1, \'l\' => :m do |n| "o#{p}" end if q\n    rescue R => s\n      raise\n    end\n  end\nend\n',
  'a.php':
    "<?php\nuse A\\{B, C as D};\n#[E(f: 1)] class G extends H { private ?I $j = ['k' => 1, ...$l]; function m(N &$o, ...$p) { try { $q?->r[1] = fn($s) => T::U; } catch (V|W $x) { throw $x; } } }",
  'a.cs':
    '[A(B = 1)] class C<D> : E { int F { get; } = 1; async Task G([H] int i = 2) { var (j, k) = (1, 2); try { await l?.M(n: $"{o}"); } catch (P q) when (r) { throw; } foreach (var s in t) { V v = new() { U = 1 }; } } }',
}

test.each(Object.entries(SOURCES))('%s survives being cut off anywhere', async (path, source) => {
  for (let length = 0; length < source.length; length++) {
    envReads(await parsed(path, source.slice(0, length)))
    envReads(await parsed(path, source.slice(length)))
  }
  expect((await parsed(path, source)).incomplete).toBe(false)
})

describe.each(LANGUAGES)('%s', (path) => {
  test.each(Object.keys(NESTED))('survives %s that never end', async (shape) => {
    const prefix = path.endsWith('.php') ? '<?php ' : ''
    const code = await parsed(path, `${prefix}${NESTED[shape]!}\n`)
    expect(code.calls.length).toBeLessThanOrEqual(DEPTH)
  })
  test('reads an empty file, and one of NUL bytes', async () => {
    expect((await parsed(path, '')).calls).toEqual([])
    expect((await parsed(path, '\0'.repeat(1000))).assignments).toEqual([])
  })
})

test('gives up on a text with too many readings, and goes on with the next file', async () => {
  const reason = 'too ambiguous to parse'
  await expect(parsed('A.java', 'a<'.repeat(20_000))).rejects.toThrow(reason)
  await expect(parsed('a.ts', 'f<a,'.repeat(40_000))).rejects.toThrow(reason)
  await expect(parsed('A.java', 'a<'.repeat(20_000))).rejects.toThrow(reason)
  expect(calls(await parsed('A.java', 'class A { int a = b(); }'))).toEqual(['b() | module, class A'])
  expect(calls(await parsed('a.ts', 'f<a>(b)'))).toEqual(['f(b) | module'])
})

test('keeps what stands beside something that is too deep, and says that a part is missing', async () => {
  const code = await parsed('a.py', `before()\nx = ${'('.repeat(DEPTH)}${')'.repeat(DEPTH)}\nafter()\n`)
  expect(calls(code)).toEqual(['before() | module', 'after() | module'])
  expect(code.incomplete).toBe(true)
})

test('reads very wide nodes', async () => {
  const code = await parsed('a.py', `x = [${'f(),'.repeat(60_000)}]\n`)
  expect(code.calls.length).toBe(60_000)
  expect(code.incomplete).toBe(false)
})

test('counts columns in UTF-16 units', async () => {
  const code = await parsed('a.py', 'x = "🙂é"; DEBUG = True\n')
  expect(code.assignments[1]!.targetRange.start).toEqual({ line: 1, column: 12 })
})

test('counts lines like the rest of the program: CRLF and lone CR end lines', async () => {
  const code = await parsed('a.js', 'a()\r\nb();\rc()\n')
  expect(code.calls.map(({ callee, range }) => `${callee} ${range.start.line}:${range.start.column}`)).toEqual(['a 1:1', 'b 2:1', 'c 3:1'])
})

test('gives each of several classes of one name its own methods', async () => {
  const code = await parsed('orders_controller.rb', 'class OrdersController\n  def create\n  end\nend\n'.repeat(3))
  expect(code.classes.map(({ methods }) => methods.map(({ range }) => range.start.line))).toEqual([[2], [6], [10]])
})
