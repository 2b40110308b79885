import { describe, expect, test } from 'vitest'
import type { Pair } from '../../src/formats/pair.ts'
import { pairs } from '../../src/formats/pairs.ts'

function read(path: string, text: string): (readonly [name: string, value: string])[] {
  const found = pairs({ path, text })
  for (const { value, start, end } of found) expect(text.slice(start, end)).toBe(value)
  return found.map(({ name, value }: Pair) => [name, value])
}

describe('pairs', () => {
  test('of YAML: paths, variables, lists of both kinds and blocks that are files', () => {
    const text = [
      'database:',
      '  password: "quoted"',
      'services:',
      '  web:',
      '    environment:',
      '      API_KEY: one',
      '  worker:',
      '    environment:',
      '      - API_KEY=two',
      'env:',
      '  - name: SESSION_SECRET',
      '    value: three',
      'data:',
      '  app.env: |',
      '    TOKEN=four',
    ].join('\n')
    const found = read('values.yaml.example', text)
    expect(found).toContainEqual(['database.password', 'quoted'])
    expect(found.filter(([name]) => name === 'API_KEY')).toEqual([
      ['API_KEY', 'one'],
      ['API_KEY', 'two'],
    ])
    expect(found).toContainEqual(['SESSION_SECRET', 'three'])
    expect(found).toContainEqual(['TOKEN', 'four'])
  })

  test('not of blocks that people read', () => {
    const block = "|-\n    Example:\n\n    API_KEY = '472071a93b60a1bd'\n"
    expect(read('settings.yaml', `NAPALM:\n  details: ${block}`).filter(([name]) => name === 'API_KEY')).toEqual([])
    expect(read('settings.yaml', `NAPALM:\n  config: ${block}`).filter(([name]) => name === 'API_KEY')).toHaveLength(1)
  })

  test('of an alias once, where its anchor is', () => {
    expect(read('a.yml', 'a: &x { token: one }\nb: *x\nc: *x\n')).toEqual([['a.token', 'one']])
  })

  test('of JSON, and of what is no JSON after all', () => {
    expect(read('config.json.dist', '{"mail": {"apiKey": "one"}}')).toEqual([['mail.apiKey', 'one']])
    expect(read('config.example.json', '{"apiKey": "one", <% if x %>, "token": "two"')).toEqual([
      ['apiKey', 'one'],
      ['token', 'two'],
    ])
  })

  test('of properties, ini and TOML, with their sections', () => {
    const text = '# c\n! c\nspring.datasource.password: one ; comment\n[ mail ]\napi_key = "two" # comment\nlong=a\\\n  b\\\n  c\nurl=x=y\n'
    expect(read('app.properties.template', text)).toEqual([
      ['spring.datasource.password', 'one'],
      ['mail.api_key', 'two'],
      ['mail.long', 'a\\\n  b\\\n  c'],
      ['mail.url', 'x=y'],
    ])
  })

  test.each([
    ['PHP', `define('DB_PASSWORD', 'one');`, ['DB_PASSWORD', 'one']],
    ['a PHP array', `'password' => 'one',`, ['password', 'one']],
    ['an element', `$config['db']['password'] = "one";`, ['password', 'one']],
    ['Python', `SECRET_KEY = 'one'  # comment`, ['SECRET_KEY', 'one']],
    ['TypeScript', `const apiKey: string = "one"`, ['apiKey', 'one']],
    ['a default', `env('MAIL_TOKEN', 'one')`, ['MAIL_TOKEN', 'one']],
    ['XML', '<password>one</password>', ['password', 'one']],
    ['settings in XML', '<add key="ApiKey" value="one" />', ['ApiKey', 'one']],
    ['a command', 'docker run -e API_KEY=one image', ['API_KEY', 'one']],
    ['a line without quotes', '  smtp_pass = one two # comment', ['smtp_pass', 'one two']],
    ['a comment', '# api_key: one', ['api_key', 'one']],
  ])('of anything else, line by line: %s', (_, text, pair) => {
    expect(read('config.example', text)).toContainEqual(pair)
  })
})
