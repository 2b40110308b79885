/** Words without one of which a file says nothing about services: what entries are made with, and what manifests cannot do without. */
export const SERVICE_HINTS: readonly string[] = [
  'import rq',
  'from rq',
  'func main',
  'gem ',
  ...`fastapi flask quart sanic starlette litestar starlite aiohttp tornado falcon bottle pyramid connexion blacksheep robyn grpc celery faust
  dramatiq huey temporal arq root_urlconf installed_apps allowed_hosts channel_layers databases mangum serverless awsgi apig_wsgi express koa hapi restify polka elysia hono bun.serve deno.serve nestjs
  fastify apollo trpc feathers bullmq http lambda functions gin echo fiber chi gorilla/mux iris asynq springboot applicationpath dropwizard
  javalin micronaut quarkus helidon rails sinatra grape hanami roda karafka sidekiq webapplication createdefaultbuilder
  createapplicationbuilder illuminate lumen slim basekernel
  "name" "dependencies" "require" project module plugins dependencies == >= ~= setup( [packages] execute_from_command_line`.split(/\s+/),
]

/** A cheap look at source code before parsing it. */
export const LIKELY_SERVICE =
  /\b(?:FastAPI|Flask|APIFlask|Quart|Sanic|Starlette|Litestar|Starlite|aiohttp|tornado|falcon|[Bb]ottle|Configurator|connexion|blacksheep|robyn|grpc|celery|faust|dramatiq|\w*Huey|rq|temporalio?|arq|ROOT_URLCONF|INSTALLED_APPS|ALLOWED_HOSTS|CHANNEL_LAYERS|DATABASES|mangum|serverless\w*|awsgi|apig_wsgi|express|koa|hapi|restify|polka|elysia|hono|Bun|Deno|nestjs|fastify|apollo|trpc|feathersjs|bullmq|http|https|http2|lambda|firebase[-_]functions|functions-framework\w*|gin|echo|fiber|chi|mux|iris|fasthttp|asynq|worker|func\s+main|SpringBootApplication|ApplicationPath|dropwizard|javalin|micronaut|quarkus|helidon|Rails|Sinatra|sinatra|Grape|Hanami|Roda|Karafka|Sidekiq|WebApplication|WebHost|Host|Illuminate|Lumen|Slim|BaseKernel)\b/
