/** What a server may lack, as the line to type. */
export type Lacking = 'limit' | 'metrics' | 'log'

interface Server {
  readonly framework: string
  readonly language: string
}

/** By framework, else by language. */
const LINES: Readonly<Record<Lacking, Readonly<Record<string, string>>>> = {
  limit: {
    Express: 'app.use(rateLimit({ windowMs: 60_000, limit: 100, store: new RedisStore({ sendCommand }) }))',
    NestJS: '{ provide: APP_GUARD, useClass: ThrottlerGuard }',
    Fastify: "app.register(rateLimit, { max: 100, timeWindow: '1 minute', redis })",
    FastAPI: 'app.state.limiter = Limiter(key_func=get_remote_address, storage_uri=REDIS_URL, default_limits=["100/minute"])',
    Flask: 'Limiter(get_remote_address, app=app, storage_uri=REDIS_URL, default_limits=["100/minute"])',
    Django: "REST_FRAMEWORK = { 'DEFAULT_THROTTLE_CLASSES': […], 'DEFAULT_THROTTLE_RATES': { 'anon': '60/min', 'user': '600/min' } }",
    Rails: "Rack::Attack.throttle('address', limit: 100, period: 60) { |request| request.ip }",
    Sinatra: "Rack::Attack.throttle('address', limit: 100, period: 60) { |request| request.ip }",
    'ASP.NET': 'app.UseRateLimiter()',
    'net/http': 'httprate.LimitByIP(100, time.Minute)(mux)',
    Starlette: 'app.state.limiter = Limiter(key_func=get_remote_address, storage_uri=REDIS_URL, default_limits=["100/minute"])',
    'gorilla/mux': 'r.Use(httprate.LimitByIP(100, time.Minute))',
    chi: 'r.Use(httprate.LimitByIP(100, time.Minute))',
  },
  metrics: {
    Express: "app.get('/metrics', async (_, res) => res.type(register.contentType).send(await register.metrics()))",
    NestJS: 'PrometheusModule.register()',
    Fastify: "app.register(metrics, { endpoint: '/metrics' })",
    FastAPI: 'app.mount("/metrics", make_asgi_app())',
    Starlette: 'app.mount("/metrics", make_asgi_app())',
    Flask: 'app.wsgi_app = DispatcherMiddleware(app.wsgi_app, { "/metrics": make_wsgi_app() })',
    Django: 'path("", include("django_prometheus.urls"))',
    Celery: 'start_http_server(9100)',
    Spring: 'management.endpoints.web.exposure.include: health,prometheus',
    'ASP.NET': 'app.MapMetrics()',
    Gin: 'router.GET("/metrics", gin.WrapH(promhttp.Handler()))',
    Fiber: 'app.Get("/metrics", adaptor.HTTPHandler(promhttp.Handler()))',
    fasthttp: 'fasthttpadaptor.NewFastHTTPHandler(promhttp.Handler())',
    go: 'http.Handle("/metrics", promhttp.Handler())',
  },
  log: {
    Django: '"formatters": { "json": { "()": "pythonjsonlogger.jsonlogger.JsonFormatter" } }',
    Spring: 'logging.structured.format.console: ecs',
    'ASP.NET': 'builder.Logging.AddJsonConsole()',
    Rails: 'config.lograge.formatter = Lograge::Formatters::Json.new',
    javascript: 'const log = pino()',
    typescript: 'const log = pino()',
    python: 'structlog.configure(processors=[add_log_level, TimeStamper(fmt="iso"), JSONRenderer()])',
    go: 'slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil)))',
  },
}

/** ` Begin with …` for a server that we know what to type for; nothing for any other. */
export function lineFor(lacking: Lacking, { framework, language }: Server): string {
  const lines = LINES[lacking]
  const line = Object.hasOwn(lines, framework) ? lines[framework] : Object.hasOwn(lines, language) ? lines[language] : undefined
  return line === undefined ? '' : ` Begin with \`${line}\`.`
}
