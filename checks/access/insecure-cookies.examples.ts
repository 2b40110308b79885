import type { Examples } from '#model/check'
import { go, java, javascript, python, ruby, text, typescript, yaml } from '#model/example'

export const bad: Examples['bad'] = {
  Django: {
    'shop/settings.py': python`
      import os

      «SESSION_COOKIE_SECURE = False»
      «CSRF_COOKIE_SECURE = False»
      «SESSION_COOKIE_SAMESITE = None»
      «CSRF_COOKIE_SAMESITE = None»
      «SESSION_COOKIE_HTTPONLY = False»
    `,
    'desk/settings.py': python`
      ROOT_URLCONF = 'desk.urls'
      SESSION_COOKIE_SECURE = True
      CSRF_COOKIE_SECURE = True
      «SESSION_COOKIE_SECURE = os.getenv('COOKIE_SECURE', 'false') == 'true'»
      «CSRF_COOKIE_SAMESITE = False»
      «MIDDLEWARE» = [
          'django.middleware.security.SecurityMiddleware',
          'django.contrib.sessions.middleware.SessionMiddleware',
          'django.contrib.auth.middleware.AuthenticationMiddleware',
      ]
    `,
    'shop/views.py': python`
      from django.contrib.auth.decorators import login_required
      from django.views.decorators.csrf import csrf_exempt

      «@csrf_exempt»
      @login_required
      def transfer(request):
          return pay(request.user, request.POST['amount'])
    `,
    'shop/api.py': python`
      from ninja import NinjaAPI
      from ninja.security import django_auth

      api = NinjaAPI(«csrf=False», auth=django_auth)
    `,
  },
  'Flask and FastAPI': {
    'app/__init__.py': python`
      app = Flask(__name__)
      «app.config["SESSION_COOKIE_SECURE"] = False»
    `,
    'app/config.py': python`
      class Config:
          «SESSION_COOKIE_HTTPONLY = False»
    `,
    'api/login.py': python`
      @router.post("/login")
      async def login(response: Response):
          response.set_cookie(key="access_token", value=token, httponly=True, secure=«False»)
          «response.set_cookie("session_id", session.id, httponly=True)»
          «response.set_cookie("access", tokens["access"], max_age=900, httponly=True)»
    `,
    'api/main.py': python`
      from starlette.middleware.sessions import SessionMiddleware

      «app.add_middleware(SessionMiddleware, secret_key=settings.session_key)»
    `,
    'src/main/java/shop/Login.java': java`
      class Login {
        void done(HttpServletResponse response, String id) {
          Cookie cookie = «new Cookie("session_token", id)»;
          cookie.setHttpOnly(true);
          response.addCookie(cookie);
        }
      }
    `,
    'internal/web/store.go': go`
      package web

      func newStore(key []byte) *sessions.CookieStore {
      	store := sessions.NewCookieStore(key)
      	store.Options = &«sessions.Options{Path: "/", MaxAge: 86400, HttpOnly: true}»
      	return store
      }
    `,
  },
  Express: {
    'src/session.js': javascript`
      const session = require('express-session')

      app.use(session({ secret: process.env.SESSION_SECRET, cookie: { secure: «false», maxAge: 3600000 } }))
    `,
    'src/admin.js': javascript`
      const session = require('express-session')

      app.use(«session»({ secret: process.env.SESSION_SECRET, resave: false, saveUninitialized: false }))
    `,
    'src/login.ts': typescript`
      export function login(req: Request, res: Response) {
        res.cookie('refreshToken', token, { httpOnly: «false», secure: true })
        «res.cookie('session', id, { httpOnly: true })»
        res.setHeader('Set-Cookie', «'sid=1; Path=/; HttpOnly'»)
      }
    `,
  },
  Go: {
    'internal/http/login.go': go`
      package http

      func login(w http.ResponseWriter, r *http.Request) {
      	http.SetCookie(w, &«http.Cookie{Name: "session", Value: id, HttpOnly: true}»)
      	c.SetCookie("auth_token", token, 3600, "/", "", «false», true)
      }
    `,
  },
  'Spring and Rails': {
    'src/main/resources/application.yml': yaml`
      server:
        servlet:
          session:
            cookie:
              secure: «false»
              http-only: true
    `,
    'src/main/java/shop/SecurityConfig.java': java`
      class SecurityConfig {
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
          return «http.csrf(csrf -> csrf.disable())».formLogin(Customizer.withDefaults()).build();
        }
      }
    `,
    'config/environments/production.rb': ruby`
      «Rails.application.configure» do
        config.eager_load = true
        # config.force_ssl = true
      end
    `,
    'app/controllers/transfers_controller.rb': ruby`
      class TransfersController < ApplicationController
        «skip_before_action :verify_authenticity_token»
      end
    `,
  },
}

export const good: Examples['good'] = {
  'Django that follows DEBUG': {
    'shop/settings.py': python`
      import os

      DEBUG = os.getenv('DEBUG', 'false').lower() == 'true'
      SESSION_COOKIE_SECURE = not DEBUG
      CSRF_COOKIE_SECURE = not DEBUG
      SESSION_COOKIE_SAMESITE = 'Lax'
    `,
    'portal/settings/base.py': python`
      ROOT_URLCONF = 'portal.urls'
      MIDDLEWARE = [
          'django.contrib.sessions.middleware.SessionMiddleware',
          'django.middleware.csrf.CsrfViewMiddleware',
      ]
    `,
    'portal/settings/container.py': python`
      ENABLE_HTTPS = env.bool('ENABLE_HTTPS', default=False)
      SESSION_COOKIE_SECURE = ENABLE_HTTPS
    `,
    'desk/settings.py': python`
      SESSION_COOKIE_SECURE = False
      CSRF_COOKIE_HTTPONLY = False
      SESSION_COOKIE_SAMESITE = 'None'
      MIDDLEWARE = [
          'django.contrib.sessions.middleware.SessionMiddleware',
          'django.middleware.csrf.CsrfViewMiddleware',
      ]
      if not DEBUG:
          SESSION_COOKIE_SECURE = True
          CSRF_COOKIE_SECURE = True
    `,
    'shop/settings/local.py': python`
      SESSION_COOKIE_SECURE = False
    `,
    'shop/hooks.py': python`
      from django.views.decorators.csrf import csrf_exempt

      @csrf_exempt
      def stripe_webhook(request):
          return handle(stripe.Webhook.construct_event(request.body, request.headers['Stripe-Signature'], SECRET))
    `,
    'shop/api.py': python`
      from ninja import NinjaAPI

      api = NinjaAPI(csrf=False, auth=BearerAuth())
    `,
  },
  'Express and FastAPI': {
    'src/session.ts': typescript`
      import session from 'express-session'

      app.use(session({ secret, cookie: { secure: process.env.NODE_ENV === 'production', httpOnly: true, sameSite: 'lax' } }))
      app.use(session({ secret, cookie: { secure: 'auto' } }))
      res.cookie('theme', 'dark', { maxAge: 1000 })
      res.cookie('XSRF-TOKEN', token, { httpOnly: false, secure: true })
      res.setHeader('Set-Cookie', 'sid=1; Path=/; HttpOnly; Secure; SameSite=Lax')
    `,
    'api/login.py': python`
      response.set_cookie("session", value, secure=True, httponly=True, samesite="lax")
      response.set_cookie("language", "de")
      response.delete_cookie("session")
      response.set_cookie("session", "", max_age=0)
      response.set_cookie(token, "done", max_age=600)
    `,
    'api/main.py': python`
      from starlette.middleware.sessions import SessionMiddleware

      app.add_middleware(SessionMiddleware, secret_key=settings.session_key, https_only=True)
    `,
    'src/logout.ts': typescript`
      export async function logout(req: Request, res: Response) {
        res.cookie('token', 'none', { expires: new Date(Date.now() + 10_000), httpOnly: true })
      }
    `,
    'src/koa.ts': typescript`
      import Koa from 'koa'

      app.use((ctx) => ctx.cookies.set('session', id, { httpOnly: true, sameSite: 'lax' }))
    `,
  },
  'Go, Spring and Rails': {
    'internal/http/login.go': go`
      package http

      func login(w http.ResponseWriter) {
      	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode})
      	http.SetCookie(w, &http.Cookie{Name: "session", MaxAge: -1})
      }
    `,
    'internal/accounts/client.go': go`
      package accounts

      func (c *Client) whoAmI(id string) (*http.Response, error) {
      	req, _ := http.NewRequest(http.MethodGet, c.url+"/whoami", nil)
      	req.AddCookie(&http.Cookie{Name: "session", Value: id})
      	token := &http.Cookie{Name: "csrf_token", Value: c.csrf}
      	req.AddCookie(token)
      	return c.http.Do(req)
      }
    `,
    'src/main/java/shop/SecurityConfig.java': java`
      class SecurityConfig {
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
          http.csrf(AbstractHttpConfigurer::disable)
              .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
          return http.build();
        }
      }
    `,
    'src/main/resources/application-prod.properties': text`
      server.servlet.session.cookie.secure=true
    `,
    'config/environments/production.rb': ruby`
      Rails.application.configure do
        config.force_ssl = true
      end
    `,
    'app/controllers/webhooks_controller.rb': ruby`
      class WebhooksController < ApplicationController
        skip_before_action :verify_authenticity_token
      end
    `,
    'app/controllers/inbound_mail_controller.rb': ruby`
      class InboundMailController < ActionController::Base
        before_action :check_credential
        skip_before_action :verify_authenticity_token
      end
    `,
    'app/controllers/introspection_controller.rb': ruby`
      class IntrospectionController < ApplicationController
        prepend_before_action :skip_session_load
        skip_before_action :verify_authenticity_token
      end
    `,
    'src/main/java/shop/Login.java': java`
      class Login {
        void done(HttpServletResponse response, String id) {
          Cookie cookie = new Cookie("session", id);
          cookie.setHttpOnly(true);
          cookie.setSecure(true);
          response.addCookie(cookie);
        }

        void gone(HttpServletResponse response) {
          Cookie cookie = new Cookie("session", "");
          cookie.setMaxAge(0);
          response.addCookie(cookie);
        }
      }
    `,
  },
}
