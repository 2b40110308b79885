import fc from 'fast-check'

/** Strings as an attacker would put them into a path, a name or a line. */
export const HOSTILE = [
  '@octocat and @acme/payments',
  'fixes #1, acme/web#2, GH-3',
  'see https://evil.example/x or www.evil.example or a@evil.example',
  '[click](https://evil.example) ![x](https://evil.example/x.png) [^1]',
  '<img src=x onerror=alert(1)><script>alert(1)</script><!-- ',
  '</details></summary></td></script>',
  'a|b\\|c\\\\|d',
  '`code` ``two`` ```three',
  '``````',
  '\u202Egnp.exe\u2066x\u2069',
  'line one\nline two\r\n## heading\n- [x] done',
  '\u001B[31mred\u001B[0m \u0007 \u009B31m \u001B]8;;https://evil.example\u0007x\u001B]8;;\u0007',
  'zero\u200Bwidth\uFEFF \u{E0041}\u{E0042}',
  'half \uD83D and \uDE00',
  ':smile: $x^2$ ~~gone~~ **bold** _it_',
  '::error file=x::y%0A',
  '1. one',
  '- [ ] box',
  '> quote',
  '# heading',
  '=====',
  '   ',
  '',
  '\\',
  '&lt;b&gt; &copy;',
  `'"; DROP TABLE x; --`,
  '=cmd|calc!A1',
] as const

/** Any text, with the dangerous characters far more often than chance would have them. */
export const hostileText = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.constantFrom(...'`|\\@#<>[]()*_~$&:!-+=.wW\n\r\t 1a'.split(''), '\u202E', '\u200B', '\uD83D', '\u{1F600}'), { maxLength: 30 })
    .map((parts) => parts.join('')),
  fc
    .array(fc.constantFrom('@a', '#1', 'http://a.b', 'www.a.b', 'a@b.c', '<b>', '|', '`', '\\', '\n', ' ', '**', '[a](b)', ':smile:'), {
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
)
