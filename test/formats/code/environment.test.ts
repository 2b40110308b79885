import { describe, expect, test } from 'vitest'
import { envRead, envReads } from '../../../src/formats/code/environment.ts'
import { go, java, python, typescript } from '../../../src/model/example.ts'
import { parsed, place, where, written } from './written.ts'

/** The file's only assignment, as `NAME`, `NAME = default` or `NAME!` (fails without). */
async function read(path: string, source: string): Promise<string | undefined> {
  const code = await parsed(path, path.endsWith('.php') ? `<?php ${source};` : source)
  const found = envRead(code.assignments[0]!.value)
  return found && `${found.name}${found.required ? '!' : ''}${found.default ? ` = ${written(found.default)}` : ''}`
}

describe('a read of the environment in', () => {
  test.each([
    ['x = os.getenv("A")', 'A'],
    ['x = os.getenv("A", "d")', 'A = "d"'],
    ['x = os.environ.get("A", default=None)', 'A = null'],
    ['x = environ["A"]', 'A!'],
    ['x = os.environ["A"].strip()', 'A!'],
    ['x = os.getenv("A") or "d"', 'A = "d"'],
    ['x = config("A", default=True, cast=bool)', 'A = true'],
    ['x = config("A", cast=bool)', 'A!'],
    ['x = env.bool("A", False)', 'A = false'],
    ['x = env("A", default="d")', 'A = "d"'],
    ['x = env.str("A")', 'A!'],
    ['x = get_env_variable("A", "d")', 'A = "d"'],
    ['x = os.getenv("A", os.getenv("B", "d"))', 'A = os.getenv("B", "d")'],
  ])('Python: %s', async (source, expected) => expect(await read('a.py', source)).toBe(expected))

  test.each([
    ['x = process.env.A', 'A'],
    ['x = process.env["A"] || "d"', 'A = "d"'],
    ['x = process.env.A?.trim() ?? "d"', 'A = "d"'],
    ['x = import.meta.env.VITE_A', 'VITE_A'],
    ['x = Deno.env.get("A") ?? "d"', 'A = "d"'],
    ['x = process.env.A ?? process.env.B ?? "d"', 'A = "d"'],
    ['x = this.configService.get("A", "d")', 'A = "d"'],
    ['x = config.getOrThrow("A")', 'A!'],
    ['x = env.get("A").default("d").asBool()', 'A = "d"'],
    ['x = env.get("A").required().asString()', 'A!'],
    ['x = process.env.A ? process.env.A : "d"', 'A = "d"'],
    ['x = process.env.A === undefined ? "d" : process.env.A', 'A = "d"'],
    ['const { A: x = "d" } = process.env', 'A = "d"'],
  ])('JavaScript: %s', async (source, expected) => expect(await read('a.js', source)).toBe(expected))

  test.each([
    ['x := os.Getenv("A")', 'A'],
    ['x, ok := os.LookupEnv("A")', 'A'],
    ['x := getEnv("A", "d")', 'A = "d"'],
    ['x := config.GetEnvOrDefault("A", "d")', 'A = "d"'],
    ['x := getEnvAsInt("A", 3)', 'A = 3'],
    ['x := env.GetBool("A", true)', undefined],
    ['x := mustGetEnv("A")', 'A!'],
  ])('Go: %s', async (source, expected) => expect(await read('a.go', `package a\nfunc f() {\n${source}\n}`)).toBe(expected))

  test.each([
    ['x = ENV["A"] || "d"', 'A = "d"'],
    ['x = ENV["A"].presence || "d"', 'A = "d"'],
    ['x = ENV.fetch("A")', 'A!'],
    ['x = ENV.fetch("A", "d")', 'A = "d"'],
    ['x = ENV.fetch("A") { "d" }', 'A = "d"'],
  ])('Ruby: %s', async (source, expected) => expect(await read('a.rb', source)).toBe(expected))

  test.each([
    ['$x = env("A", true)', 'A = true'],
    ['$x = getenv("A") ?: "d"', 'A = "d"'],
    ['$x = $_ENV["A"] ?? "d"', 'A = "d"'],
    ['$x = $_SERVER["A"]', 'A'],
    ['$x = $_SERVER["REQUEST_URI"]', undefined],
  ])('PHP: %s', async (source, expected) => expect(await read('a.php', source)).toBe(expected))

  test.each([
    ['String x = System.getenv("A")', 'A'],
    ['String x = System.getenv().getOrDefault("A", "d")', 'A = "d"'],
    ['String x = Optional.ofNullable(System.getenv("A")).orElse("d")', 'A = "d"'],
    ['String x = System.getenv("A") != null ? System.getenv("A") : "d"', 'A = "d"'],
    ['String x = environment.getProperty("app.debug", "d")', 'app.debug = "d"'],
    ['Boolean x = env.getProperty("app.debug", Boolean.class, true)', 'app.debug = true'],
  ])('Java: %s', async (source, expected) => expect(await read('A.java', `class A { ${source}; }`)).toBe(expected))

  test.each([
    ['var x = Environment.GetEnvironmentVariable("A") ?? "d"', 'A = "d"'],
    ['var x = builder.Configuration["Jwt:Key"] ?? "d"', 'Jwt:Key = "d"'],
    ['var x = configuration.GetValue<bool>("Debug", true)', 'Debug = true'],
  ])('C#: %s', async (source, expected) => expect(await read('a.cs', `${source};`)).toBe(expected))
})

test.each([
  ['a.py', 'x = os.getenv(name, "d")'],
  ['a.py', 'x = cache.get("A", "d")'],
  ['a.py', 'x = jinja2.Environment("a")'],
  ['a.js', 'x = config.get("server.port")'],
  ['a.js', 'x = request.env || "d"'],
  ['a.js', 'x = a ? process.env.B : "d"'],
  ['a.rb', 'x = options["A"] || "d"'],
])('%s: %s reads nothing', async (path, source) => expect(await read(path, source)).toBeUndefined())

async function reads(path: string, source: string): Promise<string[]> {
  const found = envReads(await parsed(path, source))
  return found.map((one) => `${one.name}${one.required ? '!' : ''} = ${written(one.default)} at ${place(one.range)}, ${where(one.scope)}`)
}

test('finds every read of a file once, with its place', async () => {
  const source = typescript`
    const url = (process.env.URL || 'd').trim()
    if (!process.env.KEY) throw new Error('KEY')
    start({ key: process.env.KEY, debug: process.env['DEBUG'] === 'true' })
    const { PORT = 80 } = process.env
    function load() { return get(process.env.URL ?? process.env.OLD_URL) }
  `
  expect(await reads('a.ts', source)).toEqual([
    'URL = "d" at 1:13-1:44, module',
    'KEY =  at 2:6-2:21, module',
    'KEY =  at 3:14-3:29, module',
    'DEBUG =  at 3:38-3:58, module',
    'PORT = 80 at 4:9-4:18, module',
    'URL = process.env.OLD_URL at 5:30-5:68, in load',
    'OLD_URL =  at 5:49-5:68, in load',
  ])
})

test('finds what settings classes, tags and annotations declare', async () => {
  const pydantic = python`
    class Settings(BaseSettings):
        model_config = SettingsConfigDict(env_prefix="APP_")
        debug: bool = True
        key: str
        url: str = Field("http://x", validation_alias="BASE_URL")
        token: str = Field(..., min_length=3)
        KIND: ClassVar[str] = "x"
  `
  expect(await reads('a.py', pydantic)).toEqual([
    'APP_DEBUG = true at 3:5-3:23, module, class Settings',
    'APP_KEY! =  at 4:5-4:13, module, class Settings',
    'BASE_URL = "http://x" at 5:5-5:62, module, class Settings',
    'APP_TOKEN! =  at 6:5-6:42, module, class Settings',
  ])
  const schema = python`
    env = environ.Env(DEBUG=(bool, True), PORT=int)
  `
  expect(await reads('a.py', schema)).toEqual(['DEBUG = true at 1:19-1:37, module'])
  const tags = go`
    package a
    type Config struct {
    	Debug bool \`env:"DEBUG" envDefault:"true"\`
    	Key string \`envconfig:"KEY" required:"true"\`
    	Port int \`env:"PORT, default=80"\`
    	Name string \`json:"name"\`
    }
  `
  expect(await reads('a.go', tags)).toEqual([
    'DEBUG = "true" at 3:2-3:44, module',
    'KEY! =  at 4:2-4:46, module',
    'PORT = "80" at 5:2-5:35, module',
  ])
  const annotated = java`
    class A {
      @Value("\${app.debug:true}") boolean debug;
      @Value("\${app.key}") String key;
      A(@ConfigProperty(name = "app.port", defaultValue = "80") int port, @Value("plain") String name) {}
    }
  `
  expect(await reads('A.java', annotated)).toEqual([
    'app.debug = "true" at 2:3-2:30, module, class A',
    'app.key! =  at 3:3-3:23, module, class A',
    'app.port = "80" at 4:5-4:60, module, class A',
  ])
})
