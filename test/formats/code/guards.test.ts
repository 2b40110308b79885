import { describe, expect, test } from 'vitest'
import { isDevelopmentOnly, isEntryPoint, isProductionOnly } from '../../../src/formats/code/guards.ts'
import { parsed } from './written.ts'

/** Where the call `f` runs. */
async function runs(path: string, source: string): Promise<string> {
  const code = await parsed(path, source)
  const { scope } = code.calls.find(({ callee }) => callee === 'f')!
  return isDevelopmentOnly(scope) ? 'development' : isProductionOnly(scope) ? 'production' : 'anywhere'
}

describe('a guard', () => {
  test.each([
    ['DEBUG', 'development'],
    ['settings.DEBUG', 'development'],
    ['not DEBUG', 'production'],
    ['TESTING or DEBUG', 'development'],
    ['DEBUG or VERBOSE', 'anywhere'],
    ['DEBUG and VERBOSE', 'development'],
    ['not (DEBUG and VERBOSE)', 'anywhere'],
    ['not (DEBUG or VERBOSE)', 'production'],
    ['ENV == "development"', 'development'],
    ['ENV != "production"', 'development'],
    ['ENV != "development"', 'production'],
    ['os.environ["ENV"] in ("dev", "local")', 'development'],
    ['ENV not in ["prod"]', 'development'],
    ['"test" in sys.argv', 'development'],
    ['DEBUG is True', 'development'],
    ['DEBUG == False', 'production'],
    ['PRODUCTION', 'production'],
    ['is_production()', 'production'],
    ['LATEST', 'anywhere'],
    ['device', 'anywhere'],
    ['x > 3', 'anywhere'],
    ['not_production', 'anywhere'],
  ])('Python: if %s means %s', async (test, expected) => expect(await runs('a.py', `if ${test}:\n    f()\n`)).toBe(expected))

  test.each([
    ['a.js', 'if (process.env.NODE_ENV !== "production") f()', 'development'],
    ['a.js', 'if (process.env.NODE_ENV === "production") g(); else f()', 'development'],
    ['a.js', 'isDev && f()', 'development'],
    ['a.js', 'isDev || f()', 'production'],
    ['a.js', 'switch (app.get("env")) { case "development": f() }', 'development'],
    ['a.ts', 'const x = config.isProduction ? f() : 1', 'production'],
    ['a.cs', 'if (app.Environment.IsDevelopment()) f();', 'development'],
    ['a.cs', 'if (!app.Environment.IsProduction()) f();', 'development'],
    ['a.cs', '#if DEBUG\nf();\n#endif\n', 'development'],
    ['a.rb', 'f() unless Rails.env.production?', 'development'],
    ['a.rb', 'if Rails.env.development? || Rails.env.test?\n  f()\nend', 'development'],
    ['a.php', '<?php if (app()->environment("local")) { f(); }', 'development'],
    ['A.java', 'class A { void a() { if (profiles.contains("dev")) { f(); } } }', 'development'],
    ['a.go', 'package a\nfunc a() { if !cfg.IsProd { f() } }', 'development'],
  ])('%s: %s means %s', async (path, source, expected) => expect(await runs(path, source)).toBe(expected))
})

test('an entry point says nothing of where a program runs', async () => {
  const { calls } = await parsed('a.py', 'if __name__ == "__main__":\n    f()\nif ENV == "x":\n    g()\n')
  expect(calls.map(({ scope }) => scope.conditions.map(isEntryPoint))).toEqual([[true], [false]])
})
