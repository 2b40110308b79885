import type { SourceFile } from '#model/snapshot'
import type { Language } from '../code/view.ts'
import { mentionsLike } from '../words.ts'

/** Words without one of which a file says nothing about services: what entries are made with, and what manifests cannot do without. */
export const SERVICE_HINTS: readonly string[] = [
  'import rq',
  'from rq',
  'func main',
  'gem ',
  ...`fastapi flask quart sanic starlette litestar starlite aiohttp tornado falcon bottle pyramid connexion blacksheep robyn grpc celery faust
  dramatiq huey temporal arq root_urlconf installed_apps allowed_hosts channel_layers databases mangum serverless awsgi apig_wsgi express koa hapi restify polka elysia hono bun.serve deno.serve nestjs
  fastify .listen( apollo trpc feathers bullmq http lambda functions gin echo fiber chi gorilla/mux iris asynq springboot applicationpath dropwizard
  javalin micronaut quarkus helidon rails sinatra grape hanami roda karafka sidekiq webapplication createdefaultbuilder
  createapplicationbuilder illuminate lumen slim basekernel
  "name" "dependencies" "require" project module plugins dependencies == >= ~= setup( [packages] execute_from_command_line`.split(/\s+/),
]

const NODE =
  /express|\bkoa\b|hapi|restify|polka|elysia|@hono\/node-server|Bun\.serve|Deno\.serve|@nestjs\/core|fastify|apollo|trpc|feathersjs|grpc|bullmq|@temporalio|create(?:Secure)?Server|\.listen\(|serverless|aws-lambda|firebase-functions|functions-framework|@azure\/functions/

/** One of these stands in source code that the patterns below match. */
const ENTRY_WORDS: readonly string[] =
  `fastapi flask quart sanic starlette litestar starlite aiohttp tornado falcon bottle pyramid connexion blacksheep robyn grpc celery faust dramatiq huey rq temporal arq
  root_urlconf installed_apps allowed_hosts channel_layers databases sgi_application mangum serverless awsgi apig_wsgi firebase express koa hapi restify polka elysia hono
  bun.serve deno.serve nestjs fastify apollo trpc feathers bullmq createserver createsecureserver .listen( lambda functions gin-gonic labstack/echo gofiber go-chi
  gorilla/mux kataras/iris fasthttp asynq sdk/worker listenandserve http.serve main springbootapplication applicationpath dropwizard javalin micronaut quarkus helidon
  rails::application sinatra grape::api hanami roda karafka sidekiq illuminate lumen slim basekernel webapplication webhost host.create`.split(
    /\s+/,
  )

const likely = (pattern: RegExp) => mentionsLike(pattern, ENTRY_WORDS)
const likelyNode = likely(NODE)

/** A cheap look at source code before parsing it. */
export const LIKELY_SERVICE: Readonly<Record<Language, (file: SourceFile) => boolean>> = {
  python: likely(
    /[fF]ast(?:API|api)|[fF]lask|APIFlask|[qQ]uart|[sS]anic|[sS]tarlette|[lL]itestar|[sS]tarlite|aiohttp|tornado|falcon|bottle|pyramid|connexion|blacksheep|robyn|\bgrpc\b|[cC]elery|faust|dramatiq|huey|\brq\b|temporalio|\barq\b|ROOT_URLCONF|INSTALLED_APPS|ALLOWED_HOSTS|CHANNEL_LAYERS|DATABASES|SGI_APPLICATION|[mM]angum|serverless_wsgi|awsgi|apig_wsgi|firebase_functions/,
  ),
  javascript: likelyNode,
  typescript: likelyNode,
  go: likely(
    /gin-gonic|labstack\/echo|gofiber|go-chi|gorilla\/mux|kataras\/iris|fasthttp|google\.golang\.org\/grpc"|asynq|sdk\/worker|ListenAndServe|http\.Serve|func\s{1,9}main\s{0,9}\(|aws-lambda-go|functions-framework-go/,
  ),
  java: likely(/SpringBootApplication|ApplicationPath|dropwizard|javalin|micronaut|quarkus|helidon|io\.grpc/),
  ruby: likely(/Rails::Application|[sS]inatra|Grape::API|Hanami|Roda|Karafka|Sidekiq\.configure_server/),
  php: likely(/Illuminate\\Foundation|Lumen|Slim|BaseKernel/),
  csharp: likely(/WebApplication|WebHost|Host\.Create/),
}
