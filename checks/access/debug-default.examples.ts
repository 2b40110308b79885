import type { Examples } from '#model/check'
import { csharp, dockerfile, go, java, javascript, php, python, ruby, text, typescript, yaml } from '#model/example'

export const bad: Examples['bad'] = {
  'a Django project': {
    'shop/settings.py': python`
      import os

      SECRET_KEY = os.environ['DJANGO_SECRET_KEY']
      «DEBUG = True»
      ALLOWED_HOSTS = os.getenv('ALLOWED_HOSTS', '').split(',')
    `,
    'billing/settings/base.py': python`
      import os
      from decouple import config

      «DEBUG = config('DEBUG', default=True, cast=bool)»
    `,
    'ledger/config.py': python`
      import os

      «DEBUG = bool(os.getenv("DEBUG", "False"))»
    `,
    'desk/settings.py': python`
      import os

      ENVIRONMENT = os.getenv('ENVIRONMENT', 'development')
      if ENVIRONMENT == 'production':
          SECURE_SSL_REDIRECT = True
      «DEBUG = ENVIRONMENT != 'production'»
    `,
  },
  'Flask and FastAPI': {
    'app/main.py': python`
      from flask import Flask

      app = Flask(__name__)
      «app.config["DEBUG"] = True»

      if __name__ == "__main__":
          app.run(host="0.0.0.0", «debug=True»)
    `,
    'app/config.py': python`
      class Config:
          «DEBUG = True»

      class DevelopmentConfig(Config):
          DEBUG = True
    `,
    'api/main.py': python`
      import uvicorn
      from fastapi import FastAPI
      from pydantic_settings import BaseSettings

      class Settings(BaseSettings):
          «debug: bool = True»
          port: int = 8000

      settings = Settings()
      app = FastAPI(title="api", debug=settings.debug)
      admin = FastAPI(«debug=True»)

      if __name__ == "__main__":
          uvicorn.run("api.main:app", port=settings.port, «reload=True»)
    `,
  },
  'Express and Apollo': {
    'src/server.js': javascript`
      const express = require('express')
      const errorhandler = require('errorhandler')

      const app = express()
      const debug = («process.env.APP_DEBUG || 'true'») === 'true'
      app.use(«errorhandler()»)
    `,
    'src/graphql.module.ts': typescript`
      @Module({
        imports: [GraphQLModule.forRoot({ driver: ApolloDriver, «debug: true», autoSchemaFile: true })],
      })
      export class ApiModule {}
    `,
  },
  'Gin, Rails, Laravel, Spring and ASP.NET Core': {
    'cmd/api/main.go': go`
      package main

      import "github.com/gin-gonic/gin"

      func main() {
      	«gin.SetMode(gin.DebugMode)»
      	gin.Default().Run()
      }
    `,
    'config/environments/production.rb': ruby`
      Rails.application.configure do
        config.eager_load = true
        «config.consider_all_requests_local = true»
      end
    `,
    'config/app.php': php`
      <?php
      return [
          'name' => env('APP_NAME', 'Shop'),
          «'debug' => (bool) env('APP_DEBUG', true)»,
      ];
    `,
    'src/main/resources/application.yml': yaml`
      spring:
        application: { name: orders }
      «debug: true»
      management:
        endpoints:
          web:
            exposure:
              «include: "*"»
    `,
    'src/main/java/shop/Flags.java': java`
      class Flags {
        «@Value("\${app.debug:true}")» boolean debug;
      }
    `,
    'Program.cs': csharp`
      var app = WebApplication.CreateBuilder(args).Build();
      «app.UseDeveloperExceptionPage()»;
      app.Run();
    `,
  },
  'what containers are started with': {
    Dockerfile: dockerfile`
      FROM node:22.11.0 AS build
      ENV NODE_ENV=development
      RUN npm ci && npm run build

      FROM node:22.11.0
      ARG MODE=development
      ENV PORT=3000 «NODE_ENV=$MODE»
      COPY --from=build /app/dist /app
      CMD ["node", "/app/server.js"]
    `,
    'compose.prod.yaml': yaml`
      services:
        web:
          image: acme/web:1.4.2
          environment:
            «FLASK_DEBUG: 1»
            «APP_DEBUG: "\${APP_DEBUG:-true}"»
        api:
          image: acme/api:1.4.2
          environment:
            - «ASPNETCORE_ENVIRONMENT=Development»
    `,
    'k8s/web.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        template:
          spec:
            containers:
              - name: app
                image: acme/web:1.4.2
                env:
                  - name: DEBUG
                    value: "«true»"
    `,
    '.env.production': text`
      APP_ENV=production
      «APP_DEBUG=true»
    `,
  },
  'texts that are taken for switches, and commands': {
    'shop/settings.py': python`
      import os

      «DEBUG = os.getenv('DEBUG', False)»
    `,
    'desk/settings.py': python`
      from decouple import config

      «DEBUG = config('DEBUG', default=False)»
    `,
    'crm/settings.py': python`
      import environ

      env = environ.Env(«DEBUG=(bool, True)»)
      DEBUG = env('DEBUG')
    `,
    'ledger/settings.py': python`
      import os

      «DEBUG = 'RENDER' not in os.environ»
    `,
    'app/run.py': python`
      import os
      from flask import Flask

      app = Flask(__name__)
      app.run(«debug=os.environ.get('FLASK_DEBUG')»)
    `,
    'app/modes.py': python`
      import os

      class Config:
          FLASK_ENV = «os.getenv('FLASK_ENV', 'development')»
    `,
    'app/Dockerfile': text`
      FROM python:3.13
      CMD ["flask", "run", "--host=0.0.0.0", "«--debug»"]
    `,
    'api/Dockerfile': text`
      FROM python:3.13
      CMD uvicorn main:app --host 0.0.0.0 «--reload»
    `,
  },
}

export const good: Examples['good'] = {
  'a Django project that asks the environment': {
    'shop/settings.py': python`
      import os

      DEBUG = os.getenv('DEBUG', 'false').lower() == 'true'
      ALLOWED_HOSTS = os.getenv('ALLOWED_HOSTS', '').split(',')
      if DEBUG:
          INTERNAL_IPS = ['127.0.0.1']
    `,
    'billing/settings/base.py': python`
      import environ

      env = environ.Env()
      DEBUG = env.bool('DEBUG', default=False)
    `,
    'billing/settings/dev.py': python`
      from .base import *

      DEBUG = True
    `,
    'ledger/settings.py': python`
      import sys

      TESTING = 'test' in sys.argv
      DEBUG = True  # until the environment is known
      DEBUG = False
      if TESTING:
          DEBUG = True
      DEBUG_TOOLBAR_CONFIG = {'SHOW_COLLAPSED': True}
    `,
  },
  'Flask, FastAPI and Express': {
    'app/config.py': python`
      class Config:
          DEBUG = False

      class DevelopmentConfig(Config):
          DEBUG = True
    `,
    'app/main.py': python`
      import os
      from flask import Flask

      app = Flask(__name__)
      # app.run(debug=True) opens a console to strangers.
      app.run(debug=os.environ.get("FLASK_DEBUG", "0") == "1")
    `,
    'src/server.ts': typescript`
      import errorhandler from 'errorhandler'

      if (process.env.NODE_ENV === 'development') app.use(errorhandler())
      const server = new ApolloServer({ typeDefs, debug: process.env.NODE_ENV !== 'production' })
    `,
  },
  'Gin, Rails, Laravel, Spring and ASP.NET Core': {
    'cmd/api/main.go': go`
      package main

      import "github.com/gin-gonic/gin"

      func main() {
      	gin.SetMode(gin.ReleaseMode)
      	if cfg.IsDevelopment() {
      		gin.SetMode(gin.DebugMode)
      	}
      	gin.Default().Run()
      }
    `,
    'config/environments/production.rb': ruby`
      Rails.application.configure do
        config.consider_all_requests_local = false
      end
    `,
    'config/environments/development.rb': ruby`
      Rails.application.configure do
        config.consider_all_requests_local = true
      end
    `,
    'config/app.php': php`
      <?php
      return ['debug' => (bool) env('APP_DEBUG', false)];
    `,
    'src/main/resources/application.yml': yaml`
      debug: \${DEBUG:false}
      management.endpoints.web.exposure.include: health,prometheus
      ---
      spring.config.activate.on-profile: dev
      debug: true
    `,
    'Program.cs': csharp`
      var app = WebApplication.CreateBuilder(args).Build();
      if (app.Environment.IsDevelopment())
      {
          app.UseDeveloperExceptionPage();
      }
      app.Run();
    `,
  },
  'containers that run in production mode': {
    Dockerfile: dockerfile`
      FROM node:22.11.0 AS dev
      ENV NODE_ENV=development
      CMD ["npm", "run", "dev"]

      FROM node:22.11.0
      ENV NODE_ENV=production
      CMD ["node", "/app/server.js"]
    `,
    'docker-compose.override.yml': yaml`
      services:
        web:
          environment: { FLASK_DEBUG: 1 }
    `,
    'compose.yaml': yaml`
      services:
        web:
          image: acme/web:1.4.2
          environment:
            DEBUG: \${DEBUG:-false}
            DEBUG_LEVEL: "1"
    `,
    'k8s/web.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        template:
          spec:
            containers:
              - name: app
                image: acme/web:1.4.2
                env:
                  - { name: DEBUG, value: "false" }
    `,
  },
  'texts that are compared, and modes of a name of their own': {
    'shop/settings.py': python`
      from decouple import config

      DEBUG = config('DEBUG', default=False, cast=bool)
    `,
    'desk/settings.py': python`
      import os

      DEBUG = os.getenv('DEBUG') == 'true'
    `,
    Dockerfile: text`
      FROM node:22
      ENV NODE_ENV=local
      CMD ["node", "server.js"]
    `,
    'compose.yaml': text`
      services:
        api:
          image: registry.shop.example/api:1.4.2
          command: uvicorn main:app --reload
          environment:
            DEBUG: "false"
    `,
  },
}
