import { describe, expect, test } from 'vitest'
import { whenUnset } from '../../../src/formats/code/unset.ts'
import { parsed } from './written.ts'

/** What `x` is without any variable, as JSON, and which variable that is. */
async function unset(path: string, source: string): Promise<string> {
  const code = await parsed(path, source)
  const result = whenUnset(code.assignments.findLast(({ target }) => target === 'x')!.value, code)
  if (result.kind !== 'constant') return result.kind
  return `${JSON.stringify(result.value)}${result.variable ? ` without ${result.variable}` : ''}`
}

describe('without any variable', () => {
  test.each([
    ['x = 1', '1'],
    ['x = os.getenv("A")', 'null without A'],
    ['x = os.getenv("A", "b").upper().strip()', '"B" without A'],
    ['x = os.environ["A"] == "b"', 'fails'],
    ['x = os.getenv("A").lower()', 'fails'],
    ['x = not os.getenv("A")', 'true without A'],
    ['x = os.getenv("A") or "b"', '"b" without A'],
    ['x = os.getenv("A") and unknown()', 'null without A'],
    ['x = unknown() or True', 'unknown'],
    ['x = "a" in os.getenv("A", "ab")', 'true without A'],
    ['x = os.getenv("A", "1") in ("1", "2")', 'true without A'],
    ['x = os.getenv("A", "1") not in UNKNOWN', 'unknown'],
    ['x = int(os.getenv("A", "3"))', '3 without A'],
    ['x = str2bool(os.getenv("A", "yes"))', 'true without A'],
    ['x = env.bool("A", default="off")', 'false without A'],
    ['x = "a" if os.getenv("A") else "b"', '"b" without A'],
    ['x = "a" + os.getenv("A", "b")', '"ab" without A'],
    ['x = f"{a}"', 'unknown'],
    ['y = os.getenv("A", "b")\nx = y == "b"', 'true without A'],
    ['y = 1\ny = 2\nx = y', 'unknown'],
    ['if a:\n    y = 1\nx = y', 'unknown'],
    ['x = y\ny = x', 'unknown'],
    ['x = x', 'unknown'],
  ])('Python: %j is %s', async (source, expected) => expect(await unset('a.py', source)).toBe(expected))

  test.each([
    ['a.js', 'const x = process.env.A ?? true', 'true without A'],
    ['a.js', 'const x = ["1", "true"].includes(process.env.A || "1")', 'true without A'],
    ['a.js', 'const x = process.env.A?.toLowerCase() === "b"', 'fails'],
    ['a.rb', 'x = ENV["A"].present?', 'false without A'],
    ['a.rb', 'x = ENV.fetch("A", "b") == "b"', 'true without A'],
    ['a.php', '<?php $x = filter_var(getenv("A") ?: "on", FILTER_VALIDATE_BOOLEAN);', 'true without A'],
    ['a.php', '<?php $x = in_array(getenv("A") ?: "b", ["b"]);', 'true without A'],
    ['A.java', 'class A { boolean x = Boolean.parseBoolean(System.getenv().getOrDefault("A", "true")); }', 'true without A'],
    ['a.cs', 'var x = (Environment.GetEnvironmentVariable("A") ?? "b").ToLower();', '"b" without A'],
  ])('%s: %j is %s', async (path, source, expected) => expect(await unset(path, source)).toBe(expected))
})
