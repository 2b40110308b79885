import type { Examples } from '#model/check'
import { csharp, go, java, javascript, php, python, ruby, text, typescript, yaml } from '#model/example'

export const bad: Examples['bad'] = {
  'Django settings': {
    'shop/settings.py': python`
      import os
      from decouple import config

      SECRET_KEY = «os.getenv('DJANGO_SECRET_KEY', '{{secret:django_key}}')»
      DEBUG = os.getenv('DEBUG', 'false').lower() == 'true'
      JWT_SECRET = «config("JWT_SECRET", default="jwt-secret")»
      SENDGRID_API_KEY = os.environ.get('SENDGRID_API_KEY', '')
      STRIPE_SECRET_KEY = «os.environ.get(
          'STRIPE_SECRET_KEY',
          '{{secret:stripe_live}}',
      )»
    `,
    'legacy/settings.py': python`
      # SECURITY WARNING: keep the secret key used in production secret!
      «SECRET_KEY = '{{secret:django_key}}'»
    `,
    'desk/settings.py': python`
      import environ

      env = environ.Env()
      SECRET_KEY = «env("SECRET_KEY", default="change-me-in-production")»
      DATABASES = {"default": {"PASSWORD": «env.str("DB_PASSWORD", "postgres")»}}
    `,
  },
  'Pydantic settings, and the password of a first administrator': {
    'app/config.py': python`
      from pydantic_settings import BaseSettings

      class Settings(BaseSettings):
          «secret_key: str = "changeme"»
          «jwt_secret_key: str = "09d25e094faa6ca2556c818166b7a956"»
          access_token_expire_minutes: int = 30
          algorithm: str = "HS256"
    `,
    'app/auth.py': python`
      import os

      def ensure_admin(db):
          admin_password = «os.getenv("DEFAULT_ADMIN_PASSWORD", "{{secret:short_password}}")»
          db.add(User(name="admin", password=hash_password(admin_password)))
    `,
    'db/seeds/seed_initial.py': python`
      import os

      admin_password = «os.getenv("DEFAULT_ADMIN_PASSWORD", "{{secret:short_password}}")»
    `,
    'app/engine.py': python`
      import os

      engine = Engine(
          user=os.getenv("ENGINE_USERNAME", "engine"),
          password=«os.getenv("ENGINE_PASSWORD", "engine-42")»,
          warehouse=os.getenv("WAREHOUSE_PASSWORD", "your-password"),
          key=os.getenv("ENGINE_API_KEY", "none"),
      )
    `,
  },
  'Node and Nest': {
    'src/auth/token.js': javascript`
      const jwt = require('jsonwebtoken')

      const JWT_SECRET = «process.env.JWT_SECRET || 'your-secret-key'»

      exports.sign = (user) => jwt.sign({ sub: user.id }, JWT_SECRET, { expiresIn: process.env.TOKEN_TTL || '1h' })
    `,
    'src/session.ts': typescript`
      export const session = {
        secret: «process.env.SESSION_SECRET ?? "keyboard cat"»,
        csrfSecret: «process.env.CSRF_SECRET ?? process.env.COOKIE_SECRET ?? 'shop-csrf'»,
        name: process.env.SESSION_COOKIE_NAME ?? 'sid',
      }
      export const partner = «process.env.PARTNER_WEBHOOK_SECRET ?? 'dummy-secret'»
      export const payments = «process.env.RAZORPAY_KEY_SECRET ?? 'dummy-secret'»
    `,
    'src/auth/auth.module.ts': typescript`
      @Module({
        imports: [
          JwtModule.registerAsync({
            inject: [ConfigService],
            useFactory: (configService: ConfigService) => ({
              secret: «configService.get('JWT_SECRET', 'super-secret')»,
            }),
          }),
        ],
      })
      export class AuthModule {}
    `,
  },
  'Go, Ruby, PHP and C#': {
    'internal/config/config.go': go`
      package config

      type Config struct {
      	«SigningKey string \`env:"SIGNING_KEY" envDefault:"dev-signing-key"\`»
      	Port       int    \`env:"PORT" envDefault:"8080"\`
      }

      func Load() *Auth {
      	return &Auth{Secret: «getEnv("JWT_SECRET", "secret")»}
      }

      func sessionKey() []byte {
      	key := os.Getenv("SESSION_KEY_SECRET")
      	if key == "" {
      		«key = "not-so-secret"»
      	}
      	return []byte(key)
      }

      func adminSecret() string {
      	secret := os.Getenv("ADMIN_SECRET")
      	if secret == "" {
      		log.Fatal("ADMIN_SECRET is not set")
      	}
      	return secret
      }
    `,
    'app/settings.py': python`
      class Settings(BaseSettings):
          «jwt_secret: SecretStr = SecretStr("abc")»
          session_secret: SecretStr
    `,
    'config/initializers/devise.rb': ruby`
      Devise.setup do |config|
        config.secret_key = «ENV.fetch('DEVISE_SECRET', 'devise-secret')»
        config.pepper = «ENV['SESSION_SECRET'] || 'pepper'»
      end
    `,
    'config/jwt.php': php`
      <?php
      return ['secret' => «env('JWT_SECRET', 'laravel-secret')», 'ttl' => env('JWT_TTL', 60)];
    `,
    'src/Startup.cs': csharp`
      var key = «builder.Configuration["Jwt:Key"] ?? "ThisIsMySecretKeyForJwt"»;
    `,
  },
  Spring: {
    'src/main/java/shop/TokenService.java': java`
      @Service
      class TokenService {
        «@Value("\${jwt.secret:mySecretKey}")»
        private String secret;
      }
    `,
    'src/main/resources/application.yml': yaml`
      app:
        jwt:
          secret: «\${JWT_SECRET:mySecretKey}»
          expiration: \${JWT_EXPIRATION:3600}
      ---
      spring.config.activate.on-profile: dev
      app.jwt.secret: \${JWT_SECRET:dev}
    `,
    'src/main/resources/application-prod.properties': text`
      spring.datasource.password=«\${DB_PASSWORD:{{secret:password}}}»
    `,
  },
  Compose: {
    'compose.yaml': yaml`
      services:
        api:
          image: acme/api:1.4.2
          environment:
            JWT_SECRET: «\${JWT_SECRET:-change-me}»
            DATABASE_URL: postgres://shop:«\${DB_PASSWORD:-postgres}»@db/shop
            LOG_LEVEL: \${LOG_LEVEL:-info}
            SMTP_PASSWORD: \${SMTP_PASSWORD:-}
    `,
  },
  'defaults that stand apart from their reads': {
    'shop/settings.py': python`
      import environ

      env = environ.Env(«SECRET_KEY=(str, "dev-key")»)
      SECRET_KEY = env("SECRET_KEY")
    `,
    'shop/tokens.py': python`
      import os
      from django.conf import settings

      SIGNING = «getattr(settings, "JWT_SECRET", "secret")»

      def secret():
          found = os.getenv("SESSION_SECRET")
          if found:
              return found
          return «"dev-secret"»

      try:
          HMAC_SECRET = os.environ["HMAC_SECRET"]
      except KeyError:
          «HMAC_SECRET = "dev-secret"»
    `,
    'src/env.ts': typescript`
      import { z } from 'zod'

      export const env = z
        .object({ «JWT_SECRET: z.string().min(2).default('dev-secret')», PORT: z.string().default('3000') })
        .parse(process.env)
    `,
    'src/check.ts': typescript`
      import { cleanEnv, str } from 'envalid'

      export const env = cleanEnv(process.env, { «SESSION_SECRET: str({ default: 'secret' })» })
    `,
    'src/jwt.ts': typescript`
      export class Tokens {
        constructor(private readonly configService: ConfigService) {}
        secret = () => «this.configService.get<string>('jwt.secret') ?? 'defaultSecret'»
      }
    `,
    'cmd/config.go': go`
      package main

      func init() {
      	«viper.SetDefault("jwt.secret", "changeme")»
      	viper.SetDefault("port", "8080")
      }

      func secret() []byte {
      	found := os.Getenv("JWT_SECRET")
      	if found == "" {
      		return []byte(«"default-secret"»)
      	}
      	return []byte(found)
      }

      func key() []byte {
      	found := []byte(os.Getenv("APP_SECRET"))
      	if len(found) == 0 {
      		«found = []byte("default-secret")»
      	}
      	return found
      }

      var session = «cmp.Or(os.Getenv("SESSION_SECRET"), "secret")»
    `,
    'config/initializers/secrets.rb': ruby`
      «ENV["JWT_SECRET"] ||= "secret"»
      KEY = «ENV.fetch("SECRET_KEY_BASE", "a" * 64)»
    `,
    'config/database.yml': text`
      production:
        password: <%= «ENV.fetch("DB_PASSWORD", "postgres")» %>
      test:
        password: <%= ENV.fetch("DB_PASSWORD", "postgres") %>
    `,
  },
}

export const good: Examples['good'] = {
  'settings that fail without their secrets': {
    'shop/settings.py': python`
      import os

      SECRET_KEY = os.environ['DJANGO_SECRET_KEY']
      JWT_SECRET = os.getenv('JWT_SECRET')
      if not JWT_SECRET:
          raise RuntimeError('JWT_SECRET is required')
      EMAIL_HOST_PASSWORD = os.getenv('EMAIL_HOST_PASSWORD', '')
      # SECRET_KEY = os.getenv('DJANGO_SECRET_KEY', 'django-insecure-old')
      SENTRY_DSN = os.getenv('SENTRY_DSN', None)
    `,
    'shop/checks.py': python`
      from django.conf import settings
      from django.core.checks import Error, register

      @register(deploy=True)
      def secret_key_check(app_configs, **kwargs):
          if getattr(settings, 'SECRET_KEY', 'unset') == 'unset':
              return [Error('SECRET_KEY has to be set.', id='shop.E001')]
          return []
    `,
    'app/config.py': python`
      import secrets
      from pydantic import Field, model_validator
      from pydantic_settings import BaseSettings

      class Settings(BaseSettings):
          secret_key: str = Field(default_factory=lambda: secrets.token_urlsafe(32))
          database_password: str
          first_superuser_password: str = "changethis"

          @model_validator(mode="after")
          def enforce(self):
              if self.first_superuser_password == "changethis":
                  raise ValueError("first_superuser_password must be changed")
              return self
    `,
    'src/config.ts': typescript`
      const secret = process.env.JWT_SECRET
      if (!secret) throw new Error('JWT_SECRET is required')
      export const session = { secret: process.env.SESSION_SECRET ?? '' }
      const legacy = process.env.LEGACY_SECRET || 'dev-only-secret'
      if (process.env.NODE_ENV === 'production' && legacy === 'dev-only-secret') throw new Error('LEGACY_SECRET is required')
    `,
    'config/puma.rb': ruby`
      secret = ENV.fetch('SECRET_KEY_BASE')
      token = ENV['PROXY_TOKEN']
    `,
  },
  'names that only sound secret, and keys of providers that a placeholder does not open': {
    'app/settings.py': python`
      import os

      TOKEN_TTL = int(os.getenv('TOKEN_TTL', '3600'))
      PASSWORD_MIN_LENGTH = int(os.getenv('PASSWORD_MIN_LENGTH', '12'))
      SECRET_NAME = os.getenv('SECRET_NAME', 'shop/production')
      PASSWORD_FILE = os.getenv('DB_PASSWORD_FILE', '/run/secrets/db_password')
      MAX_TOKEN = os.getenv('MAX_TOKEN', '4096')
      PAD_TOKEN = os.getenv('PAD_TOKEN', '<pad>')
      OPENAI_API_KEY = os.getenv('OPENAI_API_KEY', 'not-needed')
      GOOGLE_APPLICATION_CREDENTIALS = os.getenv('GOOGLE_APPLICATION_CREDENTIALS', 'credentials.json')
      STRIPE_SECRET_KEY = os.getenv('STRIPE_SECRET_KEY', '{{secret:stripe_test}}')
      REQUIRE_PASSWORD = os.getenv('REQUIRE_PASSWORD', 'false')
    `,
    'src/keys.ts': typescript`
      export const publicKey = process.env.NEXT_PUBLIC_STRIPE_KEY ?? 'pk_test_placeholder'
      export const storageKey = process.env.STORAGE_KEY ?? 'cart'
      export const tokenUrl = process.env.AUTH_TOKEN_URL ?? 'https://login.shop.io/oauth2/token'
      export const github = process.env.GITHUB_TOKEN ?? process.env.GH_TOKEN
    `,
    'src/configuration.ts': typescript`
      import { cleanEnv, str } from 'envalid'

      export const env = cleanEnv(process.env, {
        GOOGLE_CLIENT_ID: str({ default: 'dummyId' }),
        GOOGLE_SECRET: str({ default: 'dummySecret' }),
        XERO_ACCESS_TOKEN_SECRET: str({ default: 'dummyAccessTokenSecret' }),
      })
    `,
    'src/main/java/shop/Drafts.java': java`
      package shop;

      class Drafts {
        @ConfigProperty(name = "drafts.datasource.url", defaultValue = "jdbc:h2:mem:drafts")
        String url;

        @ConfigProperty(name = "drafts.datasource.password", defaultValue = "sa")
        String password;
      }
    `,
  },
  'fallbacks that only developers get': {
    'app/settings.py': python`
      import os

      DEBUG = os.getenv('DEBUG', 'false') == 'true'
      if DEBUG:
          SECRET_KEY = os.getenv('SECRET_KEY', 'dev')
      else:
          SECRET_KEY = os.environ['SECRET_KEY']
    `,
    'docker-compose.override.yml': yaml`
      services:
        api:
          environment: { JWT_SECRET: "\${JWT_SECRET:-dev}" }
    `,
    'compose.yaml': yaml`
      services:
        api:
          image: acme/api:1.4.2
          environment:
            - JWT_SECRET=\${JWT_SECRET:?required}
            - DB_PASSWORD=\${DB_PASSWORD}
    `,
    'src/main/resources/application.yml': yaml`
      app:
        jwt:
          secret: \${JWT_SECRET}
          header: \${JWT_HEADER:Authorization}
    `,
    'internal/config.go': go`
      package config

      type Config struct {
      	JWTSecret string \`env:"JWT_SECRET,required"\`
      }
    `,
  },
  'a fallback for developers alone, and functions that fail': {
    'src/session.ts': typescript`
      const secret = process.env.SESSION_SECRET || (process.env.NODE_ENV === 'production' ? fail() : 'dev')
    `,
    'cmd/config.go': go`
      package main

      func secret() (string, error) {
      	found := os.Getenv("JWT_SECRET")
      	if found == "" {
      		return "", errors.New("JWT_SECRET is required")
      	}
      	return found, nil
      }
    `,
    'src/env.ts': typescript`
      export const env = z.object({ JWT_SECRET: z.string().min(32), TOKEN_TTL: z.string().default('3600') }).parse(process.env)
    `,
  },
}
