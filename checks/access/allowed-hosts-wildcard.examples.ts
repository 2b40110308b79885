import type { Examples } from '#model/check'
import { javascript, python, ruby, text, typescript } from '#model/example'

export const bad: Examples['bad'] = {
  'Django settings': {
    'shop/settings.py': python`
      import os

      DEBUG = os.getenv('DEBUG', 'false') == 'true'
      «ALLOWED_HOSTS = ['*']»
    `,
    'desk/settings.py': python`
      import os

      «ALLOWED_HOSTS = os.getenv('ALLOWED_HOSTS', '*').split(',')»
    `,
    'billing/settings/production.py': python`
      import environ

      env = environ.Env()
      «ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])»
    `,
    'ledger/settings.py': python`
      ALLOWED_HOSTS = ['ledger.shop.io']
      if os.environ.get('K8S'):
          ALLOWED_HOSTS.append('10.0.0.1')
      «ALLOWED_HOSTS += ['*']»
    `,
    'crm/settings.py': python`
      from configurations import Configuration

      class Production(Configuration):
          «ALLOWED_HOSTS = ["crm.shop.io", "*"]»
    `,
  },
  'hosts that are declared with a default': {
    'shop/settings.py': python`
      import environ

      env = environ.Env(DEBUG=(bool, False), «ALLOWED_HOSTS=(list, ["*"])»)
      ALLOWED_HOSTS = env("ALLOWED_HOSTS")
    `,
    'desk/settings.py': python`
      class Common(Configuration):
          «ALLOWED_HOSTS = values.ListValue(["*"])»
    `,
    'api/config.py': python`
      class Settings(BaseSettings):
          «allowed_hosts: list[str] = Field(default_factory=lambda: ["*"])»
    `,
    'api/main.py': python`
      «app.add_middleware(TrustedHostMiddleware)»
    `,
  },
  'Rails that lets everything in by other means': {
    'config/environments/production.rb': ruby`
      Rails.application.configure do
        «config.hosts = [IPAddr.new("0.0.0.0/0"), IPAddr.new("::/0")]»
        config.host_authorization = { «exclude: ->(request) { true }» }
      end
    `,
    'config/environments/staging.rb': ruby`
      Rails.application.configure do
        config.hosts = ['shop.example']
        config.host_authorization = { exclude: ->(request) { request.path == '/up' } }
      end
    `,
  },
  'FastAPI and Starlette': {
    'api/main.py': python`
      from fastapi import FastAPI
      from starlette.middleware.trustedhost import TrustedHostMiddleware

      app = FastAPI()
      app.add_middleware(TrustedHostMiddleware, «allowed_hosts=["*"]»)
    `,
  },
  Rails: {
    'config/environments/production.rb': ruby`
      Rails.application.configure do
        config.force_ssl = true
        «config.hosts.clear»
      end
    `,
    'config/application.rb': ruby`
      module Shop
        class Application < Rails::Application
          «config.hosts = nil»
        end
      end
    `,
  },
  'bundlers and proxies in production': {
    'webpack.prod.js': javascript`
      module.exports = { mode: 'production', devServer: { «allowedHosts: 'all'», port: 8080 } }
    `,
    'vite.config.ts': typescript`
      export default defineConfig({
        server: { allowedHosts: true },
        preview: { port: 8080, «allowedHosts: true» },
      })
    `,
    'nginx/templates/shop.conf.template': text`
      server {
        server_name _;
        location / {
          proxy_pass http://shop:\${PORT};
          «proxy_set_header Host $http_host»;
        }
      }
    `,
    'nginx/default.conf': text`
      server {
        listen 80;
        server_name _;
        location / {
          «proxy_set_header Host $http_host»;
          proxy_pass http://app:8000;
        }
      }
    `,
  },
}

export const good: Examples['good'] = {
  'Rails that is measured': {
    'config/environments/benchmark.rb': ruby`
      require_relative 'production'

      Rails.application.configure do
        config.hosts.clear
      end
    `,
    'config/environments/production.rb': ruby`
      Rails.application.configure do
        config.hosts = ['shop.example']
      end
    `,
  },
  'Django settings that name their hosts': {
    'shop/settings.py': python`
      import os

      ALLOWED_HOSTS = os.getenv('ALLOWED_HOSTS', '').split(',')
    `,
    'desk/settings.py': python`
      DEBUG = env.bool('DEBUG', default=False)
      ALLOWED_HOSTS = ['.shop.io', 'localhost']
      # ALLOWED_HOSTS = ['*']
      if DEBUG:
          ALLOWED_HOSTS = ['*']
    `,
    'billing/settings/base.py': python`
      from decouple import config, Csv

      ALLOWED_HOSTS = config('ALLOWED_HOSTS', cast=Csv())
    `,
    'billing/settings/local.py': python`
      ALLOWED_HOSTS = ['*']
    `,
    'crm/settings.py': python`
      class Production(Base):
          ALLOWED_HOSTS = ['crm.shop.io']

      class Dev(Base):
          ALLOWED_HOSTS = ['*']
    `,
  },
  'Starlette and Rails': {
    'api/main.py': python`
      from starlette.middleware.trustedhost import TrustedHostMiddleware

      app.add_middleware(TrustedHostMiddleware, allowed_hosts=["shop.io", "*.shop.io"])
    `,
    'config/environments/production.rb': ruby`
      Rails.application.configure do
        config.hosts << 'shop.io'
        config.hosts << /.*\.shop\.io/
      end
    `,
    'config/environments/development.rb': ruby`
      Rails.application.configure do
        config.hosts.clear
      end
    `,
  },
  'bundlers and proxies': {
    'vite.config.ts': typescript`
      export default defineConfig({ server: { allowedHosts: true }, preview: { allowedHosts: ['shop.io'] } })
    `,
    'nginx/shop.conf': text`
      server {
        server_name shop.io;
        location / {
          proxy_set_header Host $http_host;
          proxy_pass http://app:8000;
        }
      }
    `,
  },
}
