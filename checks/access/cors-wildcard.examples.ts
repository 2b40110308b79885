import type { Examples } from '#model/check'
import { csharp, go, hcl, java, javascript, php, python, ruby, text, typescript, yaml } from '#model/example'

export const bad: Examples['bad'] = {
  'options that get a wildcard later': {
    'functions/orders.ts': typescript`
      import { onRequest } from 'firebase-functions/v2/https'

      export const orders = onRequest({ «cors: true» }, (req, res) => void res.send('ok'))
      export const carts = onRequest({ cors: ['https://shop.example'] }, (req, res) => void res.send('ok'))
    `,
    'src/cors.js': javascript`
      const cors = require('cors')

      const options = { maxAge: 600 }
      «options.origin = '*'»
      module.exports = cors(options)
    `,
  },
  'Django, FastAPI and Flask': {
    'shop/settings.py': python`
      import os

      INSTALLED_APPS = ['corsheaders']
      «CORS_ALLOW_ALL_ORIGINS = True»
    `,
    'legacy/settings.py': python`
      import os

      «CORS_ORIGIN_ALLOW_ALL = os.getenv('CORS_ALLOW_ALL', 'true').lower() == 'true'»
      CORS_ALLOW_CREDENTIALS = True
    `,
    'api/main.py': python`
      from fastapi import FastAPI
      from fastapi.middleware.cors import CORSMiddleware

      app = FastAPI()
      app.add_middleware(
          CORSMiddleware,
          «allow_origins=["*"]»,
          allow_credentials=True,
          allow_methods=["*"],
      )
    `,
    'api/config.py': python`
      from pydantic_settings import BaseSettings

      class Settings(BaseSettings):
          «CORS_ORIGINS: list[str] = ["*"]»
          PORT: int = 8000
    `,
    'web/app.py': python`
      from flask import Flask
      from flask_cors import CORS

      app = Flask(__name__)
      «CORS(app)»
      CORS(app, resources={r"/api/*": {«"origins": "*"»}})

      @app.after_request
      def headers(response):
          «response.headers["Access-Control-Allow-Origin"] = "*"»
          return response
    `,
    'live/config.py': python`
      class Config:
          «SOCKETIO_CORS_ALLOWED_ORIGINS = "*"»

      class DevelopmentConfig(Config):
          CORS_ORIGINS = "*"
    `,
    'live/server.py': python`
      import socketio

      sio = socketio.AsyncServer(async_mode="asgi", «cors_allowed_origins="*"»)
    `,
  },
  'Express, Nest, Fastify and Socket.IO': {
    'src/server.js': javascript`
      const express = require('express')
      const cors = require('cors')

      const app = express()
      app.use(«cors()»)
      app.use(cors({ «origin: true», credentials: true }))
      app.use((req, res, next) => {
        «res.header('Access-Control-Allow-Origin', '*')»
        next()
      })
    `,
    'src/options.ts': typescript`
      import cors from 'cors'

      const options = { «origin: '*'», methods: ['GET', 'POST'] }
      export const allow = cors(options)
      export const later = cors({ «origin: process.env.CORS_ORIGIN || '*'» })
      export const each = cors({ «origin: (origin, callback) => callback(null, true)» })
    `,
    'src/reflect.js': javascript`
      const cors = require('cors')
      const io = require('socket.io')(server, { cors: { «origin: '*'» } })

      app.use(
        cors({
          «origin: (origin, callback) => {
            if (known.includes(origin)) return callback(null, true)
            console.warn('not known yet', origin)
            return callback(null, true)
          }»,
        }),
      )
      app.use('/basket', cors({ «origin: (origin, callback) => callback(null, origin)», credentials: true }))
      app.use((req, res, next) => {
        «res.setHeader('Access-Control-Allow-Origin', req.headers.origin)»
        next()
      })
      app.options('*', (req, res) => {
        «res.header('Access-Control-Allow-Origin', req.headers.origin || '*')»
        res.sendStatus(204)
      })
    `,
    'src/main.ts': typescript`
      async function bootstrap() {
        const app = await NestFactory.create(AppModule, { «cors: true» })
        «app.enableCors()»
        await app.listen(3000)
      }
    `,
    'src/gateway.ts': typescript`
      @WebSocketGateway({ cors: { «origin: '*'» } })
      export class EventsGateway {}
    `,
    'api/handler.js': javascript`
      exports.handler = async () => ({ statusCode: 200, headers: { «'Access-Control-Allow-Origin': '*'» }, body: '{}' })
    `,
  },
  'Go, Spring, ASP.NET Core, Rails and Laravel': {
    'cmd/api/main.go': go`
      package main

      import (
      	"net/http"

      	"github.com/gin-contrib/cors"
      	"github.com/gin-gonic/gin"
      )

      func main() {
      	r := gin.Default()
      	r.Use(«cors.Default()»)
      	r.Use(cors.New(cors.Config{«AllowAllOrigins: true»}))
      	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
      		«w.Header().Set("Access-Control-Allow-Origin", "*")»
      	})
      	r.Run()
      }
    `,
    'internal/http/router.go': go`
      package http

      import "github.com/rs/cors"

      func handler() http.Handler {
      	return cors.New(cors.Options{«AllowedOrigins: []string{"*"}», AllowCredentials: true}).Handler(mux)
      }
    `,
    'src/main/java/shop/OrderController.java': java`
      @RestController
      «@CrossOrigin»
      class OrderController {
        @CrossOrigin(«origins = "*"»)
        @GetMapping("/orders")
        List<Order> orders() { return service.all(); }
      }
    `,
    'src/main/java/shop/WebConfig.java': java`
      class WebConfig implements WebMvcConfigurer {
        public void addCorsMappings(CorsRegistry registry) {
          registry.addMapping("/**").allowedOriginPatterns(«"*"»).allowCredentials(true);
        }
      }
    `,
    'Program.cs': csharp`
      builder.Services.AddCors(options => options.AddDefaultPolicy(policy => «policy.AllowAnyOrigin()».AllowAnyHeader()));
    `,
    'Controllers/OrdersController.cs': csharp`
      namespace Shop.Controllers;

      [«EnableCors(origins: "*", headers: "*", methods: "*")»]
      public class OrdersController : ApiController {}
    `,
    'config/initializers/cors.rb': ruby`
      Rails.application.config.middleware.insert_before 0, Rack::Cors do
        allow do
          «origins '*'»
          resource '*', headers: :any, methods: [:get, :post]
        end
      end
    `,
    'config/cors.php': php`
      <?php
      return ['paths' => ['api/*'], «'allowed_origins' => ['*']», 'supports_credentials' => true];
    `,
  },
  'smaller frameworks, each with a name of its own': {
    'shop/litestar_app.py': python`
      from litestar import Litestar
      from litestar.config.cors import CORSConfig

      app = Litestar([], cors_config=CORSConfig(«allow_origins=["*"]»))
    `,
    'shop/quart_app.py': python`
      from quart import Quart
      from quart_cors import cors

      app = «cors(Quart(__name__))»
    `,
    'shop/falcon_app.py': python`
      import falcon

      app = falcon.App(«cors_enable=True»)
    `,
    'shop/sockets.py': python`
      import aiohttp_cors

      def setup(app):
          return aiohttp_cors.setup(app, defaults={«"*"»: aiohttp_cors.ResourceOptions(allow_credentials=True)})
    `,
    'shop/defaults.py': python`
      DEFAULTS = {
          «'SHOP_CORS_ORIGINS': ['*']»,
      }
    `,
    'shop/handler.py': python`
      from http.server import BaseHTTPRequestHandler

      class Handler(BaseHTTPRequestHandler):
          def do_GET(self):
              «self.send_header('Access-Control-Allow-Origin', '*')»
    `,
    'api/hapi.js': javascript`
      const Hapi = require('@hapi/hapi');

      const server = Hapi.server({ port: 3000, routes: { «cors: true» } });
    `,
    'api/inline.js': javascript`
      app.use(«require('cors')()»);
      fastify.register(require('@fastify/cors'), { «origin: '*'» });
    `,
    'api/live.js': javascript`
      const socketIo = require('socket.io');

      const io = socketIo(server, { cors: { «origin: true», credentials: true } });
    `,
    'api/chat.gateway.ts': typescript`
      import { WebSocketGateway } from '@nestjs/websockets';

      @WebSocketGateway(3001, { «cors: '*'» })
      export class ChatGateway {}
    `,
    'next.config.js': javascript`
      module.exports = {
        headers: async () => [
          { source: '/api/:path*', headers: [{ key: 'Access-Control-Allow-Origin', «value: '*'» }] },
          { source: '/fonts/:path*', headers: [{ key: 'Access-Control-Allow-Origin', value: '*' }] },
        ],
      };
    `,
    'app/api/prices/route.ts': typescript`
      import { NextResponse } from 'next/server';

      export async function GET() {
        return NextResponse.json({}, { headers: { «'Access-Control-Allow-Origin': '*'» } });
      }
    `,
    'infra/gateway.ts': typescript`
      import { Cors, RestApi } from 'aws-cdk-lib/aws-apigateway';

      new RestApi(this, 'Api', { defaultCorsPreflightOptions: { «allowOrigins: Cors.ALL_ORIGINS» } });
    `,
    'src/WebConfig.java': java`
      public class WebConfig implements WebMvcConfigurer {
        public void addCorsMappings(CorsRegistry registry) {
          «registry.addMapping("/api/**")».allowedMethods("GET", "POST");
        }

        CorsConfiguration rest() {
          return «new CorsConfiguration().applyPermitDefaultValues()»;
        }
      }
    `,
    'src/Gate.java': java`
      class Gate {
        void open(CorsConfiguration config, HttpServletResponse response) {
          config.addAllowedOrigin(«CorsConfiguration.ALL»);
          «response.addHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")»;
        }
      }
    `,
    'cmd/config.go': go`
      package main

      import "github.com/gin-contrib/cors"

      func options() cors.Config {
      	return cors.Config{
      		«AllowOrigins: []string{"*"}»,
      	}
      }
    `,
    'app.rb': ruby`
      before do
        headers «'Access-Control-Allow-Origin' => '*'»
      end
    `,
  },
  'origins that are sent back as they come': {
    'cmd/serve.go': go`
      package main

      import "net/http"

      func allow(w http.ResponseWriter, r *http.Request) {
      	origin := r.Header.Get("Origin")
      	if origin != "" {
      		«w.Header().Set("Access-Control-Allow-Origin", origin)»
      		w.Header().Set("Access-Control-Allow-Credentials", "true")
      	}
      }
    `,
    'public/index.php': php`
      <?php
      if (isset($_SERVER['HTTP_ORIGIN'])) {
          «header("Access-Control-Allow-Origin: {$_SERVER['HTTP_ORIGIN']}")»;
      }
    `,
    'public/news.php': php`
      <?php
      «header('Access-Control-Allow-Origin: ' . (isset($_SERVER['HTTP_ORIGIN']) ? htmlspecialchars($_SERVER['HTTP_ORIGIN']) : '*'))»;
    `,
    'cmd/raw.go': go`
      package main

      func raw(w http.ResponseWriter, r *http.Request) {
      	origin := r.Header.Get("X-ORIGIN")
      	if origin == "" {
      		origin = r.Header.Get("ORIGIN")
      	}
      	«w.Header().Set("Access-Control-Allow-Origin", origin)»
      }
    `,
    'public/api.php': php`
      <?php
      «header('Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN'])»;
    `,
    'api/main.py': python`
      from starlette.middleware.cors import CORSMiddleware

      app = CORSMiddleware(app, «allow_origin_regex=r"https?://.*"», allow_credentials=True)
    `,
  },
  'proxies, ingresses and clouds': {
    'charts/shop/values.yaml': yaml`
      ingress:
        annotations:
          nginx.ingress.kubernetes.io/cors-allow-origin: "«*»"
    `,
    'k8s/snippet.yaml': yaml`
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: api
        annotations:
          nginx.ingress.kubernetes.io/configuration-snippet: |
            «more_set_headers "Access-Control-Allow-Origin: *»";
    `,
    'public/.htaccess': text`
      <FilesMatch "\.(eot|woff2?)$">
        Header set Access-Control-Allow-Origin "*"
      </FilesMatch>
      <IfModule mod_headers.c>
        «Header set Access-Control-Allow-Origin "*»"
      </IfModule>
    `,
    'config/packages/nelmio_cors.yaml': yaml`
      nelmio_cors:
        defaults:
          allow_origin: ['«*»']
    `,
    'roles/web/shop.conf.j2': text`
      location /api/ {
        proxy_pass http://{{ shop_host }};
        «add_header Access-Control-Allow-Origin *» always;
      }
    `,
    'nginx/api.conf': text`
      server {
        location /api/ {
          «add_header 'Access-Control-Allow-Origin' '*»' always;
          proxy_pass http://api:8000;
        }
      }
    `,
    'k8s/ingress.yaml': yaml`
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: api
        annotations:
          nginx.ingress.kubernetes.io/enable-cors: "true"
          nginx.ingress.kubernetes.io/cors-allow-origin: "«*»"
    `,
    'infra/bucket.tf': hcl`
      resource "aws_s3_bucket_cors_configuration" "uploads" {
        bucket = aws_s3_bucket.uploads.id
        cors_rule {
          allowed_methods = ["PUT", "POST"]
          allowed_origins = «["*"]»
        }
      }
    `,
    'src/main/resources/application.yml': yaml`
      spring.cloud.gateway.globalcors.cors-configurations:
        '[/**]':
          allowedOrigins: "«*»"
    `,
  },
}

export const good: Examples['good'] = {
  'options that get their origins later': {
    'src/cors.js': javascript`
      const cors = require('cors')

      module.exports = (app, allowed) => {
        const options = { credentials: true }
        if (allowed) options.origin = allowed.split(',')
        app.use(cors(options))
      }
    `,
    'src/admin.js': javascript`
      const cors = require('cors')

      const options = { maxAge: 600 }
      options.origin = ['https://admin.example.com']
      module.exports = cors(options)
    `,
  },
  'images and the description of an interface, which every page may read': {
    'src/images.js': javascript`
      module.exports = function serveImageSizes(request, response, next) {
        response.setHeader('Access-Control-Allow-Origin', '*')
        next()
      }
    `,
    'src/api.js': javascript`
      const express = require('express')
      const root = require('./root')

      const app = express()
      app.get(\`\${root}/openapi.json\`, (request, response) => {
        response.header('Access-Control-Allow-Origin', '*')
        response.json(require('./openapi'))
      })
      app.use('/assets/', (request, response, next) => {
        response.set('Access-Control-Allow-Origin', '*')
        next()
      })
    `,
  },
  'origins that are named': {
    'shop/settings.py': python`
      import os

      CORS_ALLOW_ALL_ORIGINS = False
      CORS_ALLOWED_ORIGINS = os.getenv('CORS_ALLOWED_ORIGINS', '').split(',')
    `,
    'desk/settings.py': python`
      import os

      DEBUG = os.getenv('DEBUG', 'false') == 'true'
      CORS_ALLOW_ALL_ORIGINS = DEBUG
      CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://\w+\.shop\.io$"]
      if DEBUG:
          CORS_ALLOW_ALL_ORIGINS = True
    `,
    'api/main.py': python`
      from fastapi.middleware.cors import CORSMiddleware

      # allow_origins=["*"] would open it to everybody
      app.add_middleware(CORSMiddleware, allow_origins=["https://shop.io"], allow_methods=["*"], allow_headers=["*"])
    `,
    'web/app.py': python`
      from flask_cors import CORS

      CORS(app, origins=["https://shop.io"], supports_credentials=True)
      CORS(api, resources={r"/api/*": {"origins": ["https://shop.io"]}})
    `,
    'src/server.ts': typescript`
      import cors from 'cors'

      const allowed = (process.env.CORS_ORIGINS ?? '').split(',')
      app.use(cors({ origin: allowed, credentials: true }))
      app.use(cors({ origin: (origin, callback) => callback(null, allowed.includes(origin)) }))
      app.use(
        cors({
          origin: (origin, callback) => {
            if (!origin || allowed.includes(origin)) return callback(null, true)
            callback(new Error('not allowed'))
          },
        }),
      )
      app.use((req, res, next) => {
        if (allowed.includes(req.headers.origin)) res.setHeader('Access-Control-Allow-Origin', req.headers.origin)
        next()
      })
      if (process.env.NODE_ENV !== 'production') app.use(cors())
    `,
    'src/main.ts': typescript`
      const app = await NestFactory.create(AppModule, { cors: false })
      app.enableCors({ origin: ['https://shop.io'] })
    `,
  },
  'what is in every page, and no more': {
    'config/initializers/cors.rb': ruby`
      Rails.application.config.middleware.insert_before 0, Rack::Cors do
        allow do
          origins '*'
          resource '/assets/*', headers: :any, methods: [:get]
          resource '/fonts/*', headers: :any, methods: [:get]
        end
        allow do
          origins 'https://shop.example'
          resource '*', headers: :any, methods: :any
        end
      end
    `,
  },
  'origins that are looked at before they are sent back': {
    'cmd/list.go': go`
      package main

      import "net/http"

      func allow(w http.ResponseWriter, r *http.Request) {
      	origin := r.Header.Get("Origin")
      	if !listed[origin] {
      		return
      	}
      	w.Header().Set("Access-Control-Allow-Origin", origin)
      }

      func parse(w http.ResponseWriter, r *http.Request) {
      	origin := r.Header.Get("Origin")
      	place, err := url.Parse(origin)
      	if err != nil || place.Host != "shop.example" {
      		return
      	}
      	w.Header().Set("Access-Control-Allow-Origin", origin)
      }
    `,
    'public/index.php': php`
      <?php
      if (in_array($_SERVER['HTTP_ORIGIN'], $origins)) {
          header('Access-Control-Allow-Origin: ' . $_SERVER['HTTP_ORIGIN']);
      }
    `,
    'src/WebConfig.java': java`
      public class WebConfig implements WebMvcConfigurer {
        public void addCorsMappings(CorsRegistry registry) {
          registry.addMapping("/api/**").allowedMethods("GET").allowedOrigins("https://shop.example");
        }
      }
    `,
  },
  'Go, Spring, ASP.NET Core, Rails and Laravel': {
    'cmd/api/main.go': go`
      package main

      import "github.com/gin-contrib/cors"

      func main() {
      	r.Use(cors.New(cors.Config{AllowOrigins: []string{"https://shop.io"}, AllowHeaders: []string{"*"}}))
      }
    `,
    'src/main/java/shop/WebConfig.java': java`
      class WebConfig implements WebMvcConfigurer {
        @CrossOrigin(origins = "https://shop.io")
        public void addCorsMappings(CorsRegistry registry) {
          registry.addMapping("/**").allowedOrigins("https://shop.io", "https://desk.shop.io").allowedHeaders("*");
        }
      }
    `,
    'Program.cs': csharp`
      builder.Services.AddCors(o => o.AddDefaultPolicy(policy => policy.WithOrigins("https://shop.io").AllowAnyHeader()));
    `,
    'config/initializers/cors.rb': ruby`
      Rails.application.config.middleware.insert_before 0, Rack::Cors do
        allow do
          origins 'https://shop.io'
          resource '*', headers: :any
        end
      end
    `,
    'config/cors.php': php`
      <?php
      return ['allowed_origins' => explode(',', env('CORS_ORIGINS', '')), 'allowed_methods' => ['*']];
    `,
  },
  'what is public, what browsers send, and what only developers use': {
    'shop/static.py': python`
      from starlette.staticfiles import StaticFiles

      class OpenFiles(StaticFiles):
          async def get_response(self, path, scope):
              response = await super().get_response(path, scope)
              response.headers['Access-Control-Allow-Origin'] = '*'
              return response
    `,
    'nginx/static.conf': text`
      server {
        location ~* \.(?:woff2|ttf|svg)$ {
          add_header Access-Control-Allow-Origin *;
        }
        location /brochures/ {
          alias /srv/brochures/;
          add_header Access-Control-Allow-Origin *;
          add_header Cache-Control "public, max-age=3600";
        }
        location /api/ {
          add_header Access-Control-Allow-Origin https://shop.io;
        }
      }
    `,
    'src/embed.js': javascript`
      function allow(req, res, next) {
        if (settings.origins.includes('*')) res.setHeader('Access-Control-Allow-Origin', '*')
        next()
      }
    `,
    'infra/assets.tf': hcl`
      resource "aws_s3_bucket_cors_configuration" "assets" {
        cors_rule {
          allowed_methods = ["GET", "HEAD"]
          allowed_origins = ["*"]
        }
      }
    `,
    'web/src/api.ts': typescript`
      import axios from 'axios'

      export const api = axios.create({ headers: { 'Access-Control-Allow-Origin': '*' } })
    `,
    'vite.config.ts': typescript`
      export default defineConfig({ server: { cors: true, headers: { 'Access-Control-Allow-Origin': '*' } } })
    `,
    'shop/settings/dev.py': python`
      CORS_ALLOW_ALL_ORIGINS = True
    `,
    'shop/config.py': python`
      CORS_ALLOWED_METHODS = os.getenv("CORS_ALLOWED_METHODS", "*")
      CORS_ALLOWED_HEADERS = os.getenv("CORS_ALLOWED_HEADERS", "*")
    `,
    'k8s/ingress.yaml': yaml`
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: api
        annotations:
          nginx.ingress.kubernetes.io/enable-cors: "true"
          nginx.ingress.kubernetes.io/cors-allow-origin: https://shop.io
    `,
  },
}
