import { expect, test } from 'vitest'
import { go } from '../../../src/model/example.ts'
import { assignments, calls, parsed, place, where, written } from './written.ts'

const MAIN = go`
  package main

  import (
  	"os"
  	prom "github.com/prometheus/client_golang/prometheus"
  )

  const Debug = true
  var host, port string = "0.0.0.0", ":8080"
  var paid = promauto.NewCounterVec(prom.CounterOpts{Name: "paid_total", Help: \`raw \d\`}, []string{"bank"})

  type Config struct {
  	base.Config
  	Debug bool \`env:"DEBUG" envDefault:"true"\`
  	A, B  string
  }

  type Payer interface { Pay(ctx context.Context) error }

  func (s *Server) Pay(ctx context.Context, ids ...string) (string, error) {
  	key, ok := os.LookupEnv("KEY")
  	if err := s.load(); err != nil {
  		return "", err
  	} else if !ok {
  		key = "dev"
  	}
  	for _, id := range ids {
  		go func() { s.send(id) }()
  	}
  	switch mode {
  	case "dev", "local":
  		gin.SetMode(gin.DebugMode)
  	default:
  		off()
  	}
  	server := &http.Server{Addr: ":" + key, ReadTimeout: 5 * time.Second}
  	limits := map[string]int{"a": 1, "b": -2}
  	s.cfg.Debug = os.Getenv("DEBUG") == "true"
  	defer server.Close()
  	return key, nil
  }
`

test('reads declarations, composite literals and places', async () => {
  const code = await parsed('main.go', MAIN)
  expect(code.incomplete).toBe(false)
  expect(code.imports.map(({ module, alias }) => [module, alias])).toEqual([
    ['os', undefined],
    ['github.com/prometheus/client_golang/prometheus', 'prom'],
  ])
  expect(assignments(code)).toEqual([
    'Debug = true | module',
    'host = "0.0.0.0" | module',
    'port = ":8080" | module',
    'paid = promauto.NewCounterVec(prom.CounterOpts{Name: "paid_total", Help: "raw \\\\d"}, ["bank"]) | module',
    'key = os.LookupEnv("KEY") | class Server, in Pay',
    'ok = os.LookupEnv("KEY") | class Server, in Pay',
    'err = s.load() | class Server, in Pay',
    'key = "dev" | class Server, in Pay, unless (err != null), if !ok',
    'server = http.Server{Addr: (":" + key), ReadTimeout: (5 * time.Second)} | class Server, in Pay',
    'limits = map{a: 1, b: -2} | class Server, in Pay',
    's.cfg.Debug = (os.Getenv("DEBUG") == "true") | class Server, in Pay',
  ])
  expect(calls(code)).toEqual([
    'promauto.NewCounterVec(prom.CounterOpts{Name: "paid_total", Help: "raw \\\\d"}, ["bank"]) | module',
    'os.LookupEnv("KEY") | class Server, in Pay',
    's.load() | class Server, in Pay',
    '<function>() | class Server, in Pay, loop 1',
    's.send(id) | class Server, in Pay, loop 1',
    'gin.SetMode(gin.DebugMode) | class Server, in Pay, if ((mode == "dev") || (mode == "local"))',
    'off() | class Server, in Pay, unless ((mode == "dev") || (mode == "local"))',
    'os.Getenv("DEBUG") | class Server, in Pay',
    'server.Close() | class Server, in Pay',
  ])
  expect(place(code.entries[0]!.keyRange)).toBe('10:52-10:56')
})

test('reads structs with tags, interfaces and methods', async () => {
  const code = await parsed('main.go', MAIN)
  const [config, payer] = code.classes
  expect(config).toMatchObject({ name: 'Config', kind: 'struct', bases: ['base.Config'] })
  expect(payer).toMatchObject({ name: 'Payer', kind: 'interface' })
  const debug = config!.fields[0]!
  expect(debug).toMatchObject({ name: 'Debug', type: 'bool' })
  expect(debug.decorators.map(({ name, args, range }) => `${name} ${written(args[0]?.value)} ${place(range)}`)).toEqual([
    'env "DEBUG" 14:14-14:25',
    'envDefault "true" 14:26-14:43',
  ])
  expect(config!.fields.map(({ name }) => name)).toEqual(['Debug', 'A', 'B'])
  const pay = code.functions.find(({ name }) => name === 'Pay')!
  expect(pay.params.map(({ name, type }) => `${name} ${type}`)).toEqual(['ctx context.Context', 'ids string'])
  expect(pay.returns.map(written)).toEqual(['["", err]', '[key, null]'])
  expect(pay.returnType).toBe('(string, error)')
  expect(where(pay.scope)).toBe('module, class Server')
})
