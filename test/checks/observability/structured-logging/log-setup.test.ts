import { beforeAll, describe, expect, test } from 'vitest'
import { prepare } from '#formats/prepare'
import { LOG_SETUP_HINTS, logSetups } from '../../../../checks/observability/structured-logging/log-setup.ts'

beforeAll(() => prepare(['a.py', 'a.js', 'a.ts', 'a.go', 'a.rb']))

/** What a file says, in words: `json`, `plain winston`, `text LOGGING`, `debug`, `level`, `delegated setup_logging`. */
function said(path: string, text: string): string {
  const found = logSetups({ path, text }).map((fact) => {
    if (fact.says === 'plain') return `plain ${fact.library}`
    if (fact.says === 'text') return `text ${fact.what}`
    if (fact.says === 'level') return fact.isDebug ? 'debug' : 'level'
    if (fact.says === 'delegated') return `delegated ${fact.to}`
    return fact.says === 'defined' ? `defined ${fact.name}` : fact.says
  })
  if (found.length) expect(LOG_SETUP_HINTS.some((hint) => text.toLowerCase().includes(hint))).toBe(true)
  return found.join(', ')
}

describe('the log is set up by', () => {
  test.each([
    ['import structlog\nstructlog.configure(processors=[structlog.processors.JSONRenderer()])', 'json'],
    ['import structlog\nstructlog.configure(processors=[structlog.dev.ConsoleRenderer()])', 'plain structlog'],
    ['import structlog\nif settings.DEBUG:\n    r = structlog.processors.JSONRenderer()', 'plain structlog'],
    ['from pythonjsonlogger import jsonlogger\nh.setFormatter(jsonlogger.JsonFormatter())', 'json'],
    ['from loguru import logger\nlogger.add(sys.stdout, serialize=True)', 'json'],
    ['from loguru import logger\nlogger.info("a")', 'plain loguru'],
    ['import json\nimport logging\nclass F(logging.Formatter):\n    def format(self, r):\n        return json.dumps({})', 'json'],
    ['import google.cloud.logging\nclient = google.cloud.logging.Client()\ngoogle.cloud.logging.Client().setup_logging()', 'json'],
    ['from rest_framework.renderers import JSONRenderer\nlogger = 1\nJSONRenderer().render(x)', ''],
    ['import logging\nlogging.basicConfig(level=logging.INFO)', 'text logging.basicConfig, level'],
    ['import logging\nlogging.basicConfig(level="DEBUG")', 'text logging.basicConfig, debug'],
    ['import logging\nlogging.basicConfig(level=os.getenv("LEVEL"))', 'text logging.basicConfig'],
    ['import logging\nif __name__ == "__main__":\n    logging.basicConfig(level=logging.DEBUG)', ''],
    ['import argparse, logging\nlogging.basicConfig(level=logging.DEBUG)', ''],
    ['import logging\nlogging.getLogger().setLevel(logging.DEBUG)\nlogging.getLogger("x").setLevel(logging.DEBUG)', 'debug'],
    ['LOGGING = {"formatters": {"a": {"format": "x"}}, "root": {"level": "DEBUG"}}', 'debug, text LOGGING'],
    ['LOGGING = {"formatters": {"a": {"()": "app.JsonFormatter"}}, "handlers": {"c": {"formatter": "a"}}}', 'json'],
    ['LOGGING = {"formatters": {"a": {"()": "app.JsonFormatter"}}, "handlers": {"c": {"formatter": "b"}}}', 'plain the formatter "a"'],
    ['from acme.log import setup_logging\nsetup_logging()', 'delegated setup_logging'],
    ['from .log import setup_logging\nsetup_logging()', ''],
    ['def setup_logging():\n    pass', 'defined setup_logging'],
  ])('Python: %s', (source, expected) => expect(said('a.py', `${source}\n`)).toBe(expected))

  test.each([
    ['import pino from "pino"\nconst l = pino()', 'json'],
    ['import pino from "pino"\nconst l = pino({ level: "debug" })', 'json, debug'],
    ['import pino from "pino"\nconst l = pino({ transport: { target: "pino-pretty" } })', 'plain pino'],
    ['import pino from "pino"\nconst l = pino({ transport: dev ? { target: "pino-pretty" } : undefined })', 'json'],
    ['import { LoggerModule } from "nestjs-pino"', 'json'],
    ['const winston = require("winston")\nwinston.createLogger({ format: winston.format.json() })', 'json'],
    ['const winston = require("winston")\nwinston.createLogger({ level: "info" })', 'json, level'],
    ['const winston = require("winston")\nwinston.createLogger({ format: winston.format.simple() })', 'plain winston'],
    [
      'const { createLogger, format } = require("winston")\nconst f = format.printf((i) => JSON.stringify(i))\ncreateLogger({ format: f })',
      'json',
    ],
    ['import { ConsoleLogger } from "@nestjs/common"\nnew ConsoleLogger({ json: true })', 'json'],
    ['import { ConsoleLogger } from "@nestjs/common"\nnew ConsoleLogger({ json: false })', ''],
    ['import winston from "winston"\nwinston.configure({ transports: [] })', 'json'],
    ['import winston from "winston"\nwinston.add(new C({ format: winston.format.simple() }))', 'plain winston'],
    ['const logging = require("@acme/logging")', 'delegated @acme/logging'],
    ['import { logger } from "./logger"', ''],
    ['import consola from "consola"', 'plain consola'],
    ['console.log(JSON.stringify({ level: "info", message }))', 'json'],
    ['res.end(JSON.stringify({ level: "info" }))', ''],
    ['const fastify = require("fastify")\nconst app = fastify({ logger: true })', 'json'],
  ])('JavaScript: %s', (source, expected) => expect(said('src/a.ts', `${source}\n`)).toBe(expected))

  test.each([
    ['log/slog', 'slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{Level: slog.LevelDebug}))', 'json, debug'],
    ['log/slog', 'slog.New(slog.NewTextHandler(os.Stdout, nil))', 'plain slog.NewTextHandler'],
    ['log/slog', 'slog.Info("a")', 'plain log/slog'],
    ['go.uber.org/zap', 'zap.NewProduction()', 'json'],
    ['go.uber.org/zap', 'zap.NewDevelopment()', 'plain zap.NewDevelopment'],
    ['go.uber.org/zap', 'c := zap.Config{Encoding: "json"}', 'json'],
    ['github.com/sirupsen/logrus', 'logrus.SetFormatter(&logrus.JSONFormatter{})', 'json'],
    ['github.com/sirupsen/logrus', 'logrus.SetLevel(logrus.DebugLevel)', 'plain github.com/sirupsen/logrus, debug'],
    ['github.com/rs/zerolog/log', 'log.Info().Msg("a")', 'json'],
    ['github.com/rs/zerolog/log', 'log.Logger = log.Output(zerolog.ConsoleWriter{Out: os.Stderr})', 'plain zerolog'],
    ['github.com/rs/zerolog/log', 'if dev { log.Logger = log.Output(zerolog.ConsoleWriter{Out: os.Stderr}) }', 'json'],
    ['log', 'log.Println("a")', ''],
  ])('Go: %s %s', (module, source, expected) =>
    expect(said('a.go', `package a\nimport "${module}"\nfunc f() {\n\t${source}\n}\n`)).toBe(expected),
  )

  test.each([
    ['a.rb', 'config.lograge.enabled = true\nconfig.lograge.formatter = Lograge::Formatters::Json.new\n', 'json'],
    ['a.rb', 'config.lograge.enabled = true\n', 'plain lograge'],
    ['a.rb', 'SemanticLogger.add_appender(io: $stdout, formatter: :json)\n', 'json'],
    ['a.rb', 'logger.formatter = proc { |s, t, p, m| { m: m }.to_json }\n', 'json'],
    ['a.rb', 'config.log_formatter = ::Logger::Formatter.new\n', 'text config.log_formatter'],
    ['config/environments/production.rb', 'config.log_level = :debug\n', 'debug'],
    ['config/environments/development.rb', 'config.log_level = :debug\n', ''],
    ['logback.xml', '<encoder class="net.logstash.logback.encoder.LogstashEncoder"/>\n', 'json'],
    ['logback.xml', '<!-- <encoder class="LogstashEncoder"/> -->\n  <encoder>\n', 'text logback.xml'],
    ['application.yml', 'logging:\n  structured:\n    format:\n      console: ecs\n', 'json'],
    ['application.properties', 'logging.level.root=DEBUG\n', 'debug'],
    ['application-dev.properties', 'logging.level.root=DEBUG\n', ''],
    ['logging.yaml', 'formatters:\n  json:\n    class: pythonjsonlogger.jsonlogger.JsonFormatter\n', 'json'],
    ['logging.yaml', '# class: pythonjsonlogger.jsonlogger.JsonFormatter\n', ''],
    ['Dockerfile', 'ENV LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs\n', 'json'],
    ['Gemfile', "gem 'ougai'\ngem 'lograge'\n", 'json, plain lograge'],
  ])('%s: %s', (path, source, expected) => expect(said(path, source)).toBe(expected))
})
