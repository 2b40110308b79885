import { isEntryPoint } from '../code/guards.ts'
import { modulesOf } from '../code/origins.ts'
import type { Call, Code, Language } from '../code/view.ts'

/** What hardly anyone but a server or a worker talks to: databases through their mappers, brokers, mailers, tokens of callers. */
const BACKEND: Readonly<Partial<Record<Language, RegExp>>> = {
  python:
    /^(?:sqlalchemy\.(?:orm|ext)|sqlmodel|beanie|motor|odmantic|mongoengine|tortoise|asyncpg|aioredis|redis\.asyncio|jwt|jose|passlib|authlib|stripe|fastapi_mail|aiosmtplib)(?:\.|$)/,
  javascript:
    /^(?:mongoose|sequelize|typeorm|@prisma\/client|@mikro-orm\/.*|objection|drizzle-orm.*|jsonwebtoken|passport(?:-.*)?|bcrypt(?:js)?|nodemailer|@sendgrid\/mail|multer|ioredis|express-.*|@aws-sdk\/client-s(?:3|es|qs|ns)|stripe|razorpay)$/,
  go: /^(?:gorm\.io\/gorm|github\.com\/(?:jmoiron\/sqlx|jackc\/pgx(?:\/v\d+)?(?:\/pgxpool)?|go-redis\/redis(?:\/v\d+)?|redis\/go-redis(?:\/v\d+)?|golang-jwt\/jwt(?:\/v\d+)?)|go\.mongodb\.org\/mongo-driver(?:\/v\d+)?\/mongo)$/,
  java: /^(?:(?:javax|jakarta)\.persistence|org\.hibernate|org\.apache\.ibatis|com\.baomidou|redis\.clients|io\.jsonwebtoken|com\.auth0\.jwt)\./,
}
const BROKERS: Readonly<Partial<Record<Language, RegExp>>> = {
  python: /^(?:kafka|confluent_kafka|aiokafka|pika|aio_pika|nats|faststream)(?:\.|$)/,
  javascript: /^(?:kafkajs|amqplib|amqp-connection-manager|nats|mqtt)$/,
  go: /^github\.com\/(?:segmentio\/kafka-go|IBM\/sarama|Shopify\/sarama|confluentinc\/confluent-kafka-go(?:\/v\d+)?\/kafka|rabbitmq\/amqp091-go|streadway\/amqp|nats-io\/nats\.go)$/,
  java: /^(?:org\.apache\.kafka\.clients|com\.rabbitmq\.client)\./,
}

/** Mappers whose objects come from a module of the project: Prisma, Flask-SQLAlchemy, Django. */
const ASKS: Readonly<Partial<Record<Language, RegExp>>> = {
  javascript: /^(?:this\.)?prisma\.\w+\.\w+$/,
  python: /^(?:self\.)?db\.session\.\w+$|^[A-Z]\w+\.objects\.(?:all|create|filter|get|bulk_create|get_or_create|update_or_create)$/,
}

/** It is written to be called by a server: it talks to what servers talk to, and does nothing by itself. */
export function servesOthers(code: Code): boolean {
  const language = code.language === 'typescript' ? 'javascript' : code.language
  const modules = modulesOf(code)
  if (modules.some((module) => BROKERS[language]?.test(module))) return true
  const asksDatabase = code.calls.some(({ callee }) => ASKS[language]?.test(callee))
  return (asksDatabase || modules.some((module) => BACKEND[language]?.test(module))) && !runsByItself(code)
}

/** A script: it starts its own functions, prints where it is loaded, or leaves when it is done. */
function runsByItself({ calls, functions, language }: Code): boolean {
  const own = new Set(functions.flatMap(({ name, scope }) => (name && scope.moduleLevel ? name : [])))
  if (language === 'javascript' || language === 'typescript') return calls.some(isDone)
  return (
    (language === 'go' && own.has('main')) ||
    calls.some(
      ({ callee, scope }) =>
        scope.conditions.some(isEntryPoint) ||
        /^(?:sys\.exit|exit|quit)$/.test(callee) ||
        (scope.moduleLevel && (own.has(callee) || callee === 'print')),
    )
  )
}

/** A server leaves because of a signal or an error. */
function isDone({ callee, args }: Call): boolean {
  const [first] = args
  if (callee === 'process.exit') return first === undefined || (first.value.kind === 'number' && first.value.value === 0)
  return /(?:^|\.)\$?disconnect$/.test(callee)
}
