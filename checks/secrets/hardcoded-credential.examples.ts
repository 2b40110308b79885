import type { Examples } from '#model/check'
import { csharp, dockerfile, go, hcl, java, javascript, php, python, ruby, text, typescript, yaml } from '#model/example'

export const bad: Examples['bad'] = {
  Python: {
    'billing/payments.py': python`
      import stripe

      STRIPE_KEY = «"{{secret:stripe_live}}"»
      stripe.api_key = STRIPE_KEY
      «# the old one: {{secret:stripe_live}}»
    `,
    'billing/db.py': python`
      import psycopg

      def connect():
          return psycopg.connect(
              host="db.shop-prod.io",
              user="shop",
              password=(
                  «"{{secret:password}}"»
              ),
          )

      engine = create_engine(«"postgresql://shop:{{secret:password}}@db.shop-prod.io:5432/shop"»)
    `,
  },
  'JavaScript and TypeScript': {
    'src/mail.js': javascript`
      const sgMail = require('@sendgrid/mail')

      sgMail.setApiKey(«'{{secret:sendgrid_key}}'»)
      module.exports = { host: 'smtp.eu.mailprovider.io', auth: { user: 'shop', pass: «'{{secret:password}}'» } }
    `,
    'src/auth.ts': typescript`
      export class Tokens {
        private readonly jwtSecret: string = «'{{secret:high_entropy}}'»
        readonly ttl = '15m'
      }
    `,
  },
  'a strategy that extends that of a library, and a rented database': {
    'src/auth/jwt.strategy.ts': typescript`
      @Injectable()
      export class JwtStrategy extends PassportStrategy(Strategy) {
        constructor(private readonly users: UsersService) {
          super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: «'jwtKey'» })
        }
      }
    `,
    'src/db.js': javascript`
      const mongoose = require('mongoose')

      mongoose.connect(«'mongodb+srv://bakery:bakery@orders.k2mx7.mongodb.net/shop?retryWrites=true'»)
    `,
  },
  'constants of PHP, a connection of libpq, and a Secret whose value is padded': {
    'wp-config.php': php`
      <?php
      define('DB_USER', 'shop');
      define('DB_PASSWORD', «'{{secret:high_entropy}}(|)'»);
      define('AUTH_KEY', «'{{secret:high_entropy}}|&;'»);
    `,
    Jenkinsfile: text`
      pipeline {
        environment {
          REGISTRY_TOKEN = "«{{secret:high_entropy}}»"
          REGISTRY_PASSWORD = credentials('registry-password')
        }
      }
    `,
    'store/db.go': go`
      package store

      const dsn = «"host=db.shop-prod.io user=shop password={{secret:password}} dbname=shop sslmode=require"»
    `,
    'k8s/secret.yaml': yaml`
      apiVersion: v1
      kind: Secret
      metadata:
        name: shop
      data:
        user: c2hvcA==
        password: «NGY5YzJiN2UxYThkNmIzYzVlMGY=»
    `,
  },
  'what is used as it stands works, however weak it looks': {
    'src/app.js': javascript`
      const session = require('express-session')
      const jwt = require('jsonwebtoken')

      const JWT_SECRET = «'mysecret'»

      app.use(session({ secret: «'keyboard cat'», resave: false }))
      const token = jwt.sign({ id: user.id }, «'shhhhh'», { expiresIn: '1h' })
      const pool = mysql.createPool({ host: 'db', user: 'root', password: «'root123'», database: 'shop' })
    `,
    'shop/app.py': python`
      app = Flask(__name__)
      app.secret_key = «"supersecretkey"»
      app.config["SECRET_KEY"] = «"dev"»
      JWT_SECRET = «"secret"»

      connection = pymysql.connect(host="localhost", user="root", password=«"123456"», db="shop")
    `,
    'internal/auth/jwt.go': go`
      package auth

      var jwtKey = []byte(«"my_secret_key"»)

      func sign(token *jwt.Token) (string, error) {
      	return token.SignedString([]byte(«"secret"»))
      }
    `,
    'src/main/java/shop/Db.java': java`
      class Db {
        Connection open() throws SQLException {
          return DriverManager.getConnection("jdbc:mysql://localhost:3306/shop", "root", «"root"»);
        }
      }
    `,
    'src/main/resources/application.properties': text`
      spring.datasource.username=root
      spring.datasource.password=«root»
      app.jwt-secret=«ourVerySecretKey»
    `,
  },
  'Go, Java, Ruby, PHP and C#': {
    'internal/auth/token.go': go`
      package auth

      var signingKey = []byte(«"{{secret:high_entropy}}"»)

      func client() *s3.Client {
      	return s3.New(s3.Options{Credentials: aws.Credentials{AccessKeyID: «"{{secret:aws_access_key}}"»}})
      }
    `,
    'src/main/java/shop/DataSourceConfig.java': java`
      class DataSourceConfig {
        DataSource dataSource() {
          HikariConfig config = new HikariConfig();
          config.setUsername("shop");
          config.setPassword(«"{{secret:password}}"»);
          return new HikariDataSource(config);
        }
      }
    `,
    'config/initializers/twilio.rb': ruby`
      Twilio.configure do |config|
        config.account_sid = 'AC00'
        config.auth_token = «'{{secret:hex_key}}'»
      end
    `,
    'config/services.php': php`
      <?php
      return ['mailgun' => ['domain' => 'mg.shop.io', 'secret' => «'{{secret:high_entropy}}'»]];
    `,
    'src/Db.cs': csharp`
      public static class Db
      {
          public const string Connection = «"Server=db.shop-prod.io;Database=shop;User Id=shop;Password={{secret:password}};"»;
      }
    `,
    'app/src/main/kotlin/Api.kt': java`
      object Api {
          const val API_SECRET = "«{{secret:high_entropy}}»"
      }
    `,
  },
  'logins and keys that are handed over by position, or kept under a name of their own': {
    'bots/main.py': python`
      import smtplib
      from cryptography.fernet import Fernet

      headers = {'Authorization': «'Bearer {{secret:high_entropy}}'»}
      bot = Bot(token=«'{{secret:telegram_bot_token}}'»)
      client.run(«'{{secret:discord_bot_token}}'»)
      db = MySQLdb.connect('localhost', 'root', «'{{secret:short_password}}'», 'shop')
      server = smtplib.SMTP('smtp.shop.example', 587)
      server.login('shop@shop.example', «'{{secret:short_password}}'»)
      DB_PASSWORD = «'root123'»
      «# engine = create_engine('postgresql://postgres:{{secret:password}}@db.znupnjjopz.supabase.co:5432/postgres')»
      cipher = Fernet(«b'my-own-key'»)
    `,
    'app/build.gradle': text`
      android {
          signingConfigs {
              release {
                  storePassword "«{{secret:password}}»"
                  keyAlias 'upload'
                  keyPassword '«{{secret:password}}»'
              }
          }
      }
    `,
    'src/main/resources/hibernate.cfg.xml': text`
      <session-factory>
        <property name="connection.username">shop</property>
        <property name="connection.password">«{{secret:password}}»</property>
      </session-factory>
    `,
    'src/main/java/shop/SecurityConstants.java': java`
      package shop;

      public class SecurityConstants {
          public static final String SECRET = «"KeyOfTheShopForTokens"»;
          public static final String PREFIX = "Bearer ";
      }
    `,
    'bots/index.js': javascript`
      const { Client } = require('discord.js')

      const client = new Client()
      client.login(«'{{secret:discord_bot_token}}'»)
    `,
    'bots/news.py': python`
      import telebot

      TOKEN = «"{{secret:telegram_bot_token}}"»
      bot = telebot.TeleBot(TOKEN)
    `,
    'src/auth.ts': typescript`
      import jwt from 'jsonwebtoken'
      import crypto from 'node:crypto'

      export const jwtConstants = { secret: «'secretKey'» }
      const mac = crypto.createHmac('sha256', «'my-own-secret'»)
    `,
    'cmd/main.go': go`
      package main

      func main() {
      	db, _ := sql.Open("mysql", «"root:{{secret:short_password}}@tcp(127.0.0.1:3306)/shop"»)
      	mail := smtp.PlainAuth("", "shop@shop.example", «"{{secret:short_password}}"», "smtp.shop.example")
      	req.SetBasicAuth("admin", «"{{secret:short_password}}"»)
      }
    `,
    'src/Security.java': java`
      import io.jsonwebtoken.Jwts;

      class Security {
        private static final String SECRET = «"mySecretKey"»;

        void users(AuthenticationManagerBuilder auth) {
          auth.inMemoryAuthentication().withUser("admin").password(«"{noop}admin123"»).roles("ADMIN");
          Jwts.builder().signWith(SignatureAlgorithm.HS512, «"weak-key"»);
          Jwts.parser().setSigningKey(«"weak-key"»);
        }
      }
    `,
    'cmd/parse.go': go`
      package main

      func parse(raw string) (*jwt.Token, error) {
      	return jwt.ParseWithClaims(raw, &claims, func(token *jwt.Token) (interface{}, error) {
      		return []byte(«"secret"»), nil
      	})
      }
    `,
    'src/Cipher.java': java`
      class Cipher {
        SecretKeySpec key() {
          String text = «"own-key-of-ours"»;
          return new SecretKeySpec(text.getBytes(), "AES");
        }
      }
    `,
    'src/gate.ts': typescript`
      const LESSONS_PASSWORD = «'ab12cd34'»
      const DEFAULT_PASSWORD = 'ab12cd34'
    `,
    'src/main.rs': text`
      const API_TOKEN: &str = "«{{secret:high_entropy}}»";
    `,
  },
  'passwords that people choose, where another machine answers to them': {
    'shop/stores.py': python`
      import redis
      import requests

      DATABASE_URL = «"postgresql://shop:{{secret:chosen_password}}@db.shop-prod.io/shop"»
      cache = redis.Redis(host="cache.shop-prod.io", port=6379, password=«"{{secret:chosen_password}}"»)

      def report(url):
          return requests.get(url, auth=("reporter", «"{{secret:chosen_password}}"»), timeout=5)
    `,
    'store/db.go': go`
      package store

      func open() (*sql.DB, error) {
      	return sql.Open("mysql", «"shop:{{secret:chosen_password}}@tcp(db.shop-prod.io:3306)/shop"»)
      }
    `,
    'src/main/java/shop/Mail.java': java`
      class Mail {
        Mail(HikariConfig config) throws SQLException {
          Properties settings = new Properties();
          settings.put("mail.smtp.password", «"{{secret:chosen_password}}"»);
          config.setPassword(«"{{secret:chosen_password}}"»);
          DriverManager.getConnection(«"jdbc:mysql://db.shop-prod.io/shop?user=shop&password={{secret:chosen_password}}"»);
        }
      }
    `,
    'Web.config': text`
      <add name="Shop" connectionString="Server=db.shop-prod.io;Database=shop;User Id=sa;Password=«{{secret:chosen_password}}»;" />
    `,
    'deploy/store.json': text`
      { "database": { "host": "db.shop-prod.io", "user": "shop", "password": "«{{secret:chosen_password}}»" } }
    `,
  },
  'what commands and requests are given': {
    'scripts/deploy.sh': text`
      #!/bin/sh
      set -eu
      sshpass -p '«{{secret:chosen_password}}»' ssh deploy@shop-prod.io
      mysqldump -h db.shop-prod.io -u shop -p«{{secret:short_password}}» shop > shop.sql
      curl -u "deploy:«{{secret:chosen_password}}»" https://shop-prod.io/reload
      curl -H "Authorization: Bearer «{{secret:high_entropy}}»" https://api.shop-prod.io
    `,
    'src/weather.ts': typescript`
      export const forecast = (city: string) => fetch(\`https://api.weather-now.io/v2?q=\${city}&appid=8c0f\`)
      export const alerts = () => fetch(«'https://api.weather-now.io/v2/alerts?appid={{secret:hex_key}}'»)
    `,
    'src/Api.php': php`
      <?php
      curl_setopt($request, CURLOPT_HTTPHEADER, [«'Authorization: Bearer {{secret:high_entropy}}'», 'Accept: application/json']);
    `,
  },
  'weak values in files that are used as they are': {
    '.env': text`
      JWT_SECRET=«mysecret»
      AUTH_PASSWORD=«admin123»
      SESSION_SECRET=any_secret_here
      PORT=3000
    `,
    'appsettings.json': text`
      { "Jwt": { "Key": "«OurOwnKeyForTheShop»", "Issuer": "shop.example" } }
    `,
    'k8s/secret.yaml': yaml`
      apiVersion: v1
      kind: Secret
      metadata:
        name: db
      data:
        db-password: «cGFzc3dvcmQ=»
        username: c2hvcA==
      stringData:
        DB_PASSWORD: "«a-secret-password»"
    `,
    'k8s/map.yaml': yaml`
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: api
      data:
        JWT_SECRET: "«mysecretkey»"
    `,
    Dockerfile: dockerfile`
      FROM mysql:8.4
      ENV MYSQL_ROOT_PASSWORD=«root»
    `,
    'infra/db.tf': hcl`
      resource "aws_db_instance" "shop" {
        username = "admin"
        password = "«admin1234»"
      }

      variable "db_password" {
        type = string
      }
    `,
  },
  configuration: {
    'src/main/resources/application-prod.yml': yaml`
      spring:
        datasource:
          url: jdbc:postgresql://db.shop-prod.io/shop
          username: shop
          password: «{{secret:password}}»
        mail:
          password: \${MAIL_PASSWORD}
    `,
    'config/database.yml': yaml`
      production:
        adapter: postgresql
        username: shop
        password: «{{secret:password}}»
      development:
        password: {{secret:password}}
    `,
    'appsettings.json': text`
      {
        "ConnectionStrings": {
          "Default": "Server=db.shop-prod.io;Database=shop;User Id=shop;Password=«{{secret:password}}»;"
        },
        "Jwt": { "Issuer": "shop", "Secret": "«{{secret:high_entropy}}»" }
      }
    `,
    'infra/main.tf': hcl`
      variable "db_password" {
        type    = string
        default = "«{{secret:password}}»"
      }

      resource "aws_db_instance" "main" {
        identifier = "shop"
        username   = "shop"
        password   = "«{{secret:password}}»"
      }
    `,
    '.github/workflows/deploy.yml': yaml`
      on: push
      jobs:
        deploy:
          runs-on: ubuntu-24.04
          env:
            AWS_ACCESS_KEY_ID: «{{secret:aws_access_key}}»
            AWS_SECRET_ACCESS_KEY: «{{secret:aws_secret_key}}»
            NPM_TOKEN: \${{ secrets.NPM_TOKEN }}
          steps:
            - run: ./deploy.sh
    `,
  },
  'containers and clusters': {
    Dockerfile: dockerfile`
      FROM node:22.11.0
      ARG NPM_TOKEN=«{{secret:npm_token}}»
      ENV SESSION_SECRET="«{{secret:high_entropy}}»" PORT=3000
      CMD ["node", "server.js"]
    `,
    'compose.yaml': yaml`
      services:
        db:
          image: postgres:17.2
          environment:
            POSTGRES_USER: postgres
            POSTGRES_PASSWORD: «postgres»
        api:
          image: acme/api:1.4.2
          environment:
            - JWT_SECRET=«{{secret:high_entropy}}»
            - DB_PASSWORD=\${DB_PASSWORD}
    `,
    'k8s/secret.yaml': yaml`
      apiVersion: v1
      kind: Secret
      metadata: { name: api }
      stringData:
        DB_PASSWORD: «{{secret:password}}»
        stripe: «{{secret:stripe_live}}»
        signing: «{{secret:high_entropy}}»
        username: shop
    `,
    'k8s/api.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: api }
      spec:
        template:
          spec:
            containers:
              - name: api
                image: acme/api:1.4.2
                env:
                  - name: API_TOKEN
                    value: "«{{secret:high_entropy}}»"
                  - name: JWT_SECRET
                    valueFrom: { secretKeyRef: { name: api, key: jwt-secret-v2 } }
    `,
  },
}

export const good: Examples['good'] = {
  'commands that ask the environment, and passwords of the machine at hand': {
    'scripts/deploy.sh': text`
      #!/bin/sh
      # curl -u deploy:{{secret:chosen_password}} https://shop-prod.io/reload
      sshpass -p "$DEPLOY_PASSWORD" ssh deploy@shop-prod.io
      mysqldump -h db.shop-prod.io -u shop -p shop > shop.sql
      mysql -u root -proot shop < seed.sql
      curl -u "deploy:$DEPLOY_PASSWORD" https://shop-prod.io/reload
      curl -H "Authorization: Bearer $(cat /run/secrets/token)" https://api.shop-prod.io
    `,
    '.github/workflows/test.yml': yaml`
      on: push
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - run: mysql -h 127.0.0.1 -u root -p{{secret:chosen_password}} -e 'create database shop'
    `,
    'shop/stores.py': python`
      import os

      import redis
      import requests

      DATABASE_URL = "postgresql://shop:{{secret:chosen_password}}@localhost/shop"
      AC_PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"
      DUMMY_PASSWORD = "{{secret:password}}"
      DOCUMENTED = "postgresql://user:{{secret:chosen_password}}@db.example.com/shop"
      cache = redis.Redis(host="cache.shop-prod.io", port=6379, password=os.environ["REDIS_PASSWORD"])

      def report(url):
          return requests.get(url, auth=("reporter", os.environ["REPORTER_PASSWORD"]), timeout=5)
    `,
    'config/store.json': text`
      { "database": { "host": "localhost", "user": "shop", "password": "{{secret:chosen_password}}" } }
    `,
  },
  'the keys that Rails makes for developers and tests': {
    'config/secrets.yml': yaml`
      development:
        secret_key_base: {{secret:high_entropy}}

      test:
        secret_key_base: {{secret:high_entropy}}

      # Do not keep production secrets in the repository.
      production:
        secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>
    `,
  },
  'programs that read what they need': {
    'static/i18n/fo.js': javascript`
      window.localisation.fo = {
        username_or_email: 'Brúkaranavn ella teldupostur',
        password: 'Loyniorð',
        secret_key: 'Loyniligurlykil',
        signing_secret: 'Undirritanarlykil',
      }
    `,
    'crypto/cross_signing.py': python`
      COLUMNS = {
          "master_key": "master",
          "self_signing_key": "self_signing",
          "user_signing_key": "user_signing",
      }
    `,
    'shop/config.py': python`
      import os


      class Config:
          SECRET_KEY = os.environ["SECRET_KEY"]


      class TestingConfig(Config):
          TESTING = True
          SECRET_KEY = "shop-signs-with-this-in-tests"
    `,
    'billing/payments.py': python`
      import os
      import re

      STRIPE_KEY = os.environ["STRIPE_SECRET_KEY"]
      DB_PASSWORD = os.environ["DB_PASSWORD"]
      # password = "S0me-Th1ng-el5e-Entirely"
      PASSWORD_PATTERN = r"^(?=.*[A-Z])(?=.*\d)[A-Za-z\d@$!%*?&]{8,}$"
      password = r"^(?=.*[A-Z])(?=.*\d)[A-Za-z\d@$!%*?&]{8,}$"
      TOKEN_URL = "https://login.shop.io/oauth2/v2.0/token"
      TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token"
      PUBLIC_KEY = """-----BEGIN PUBLIC KEY-----
      MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo
      -----END PUBLIC KEY-----"""
      PASSWORD_HASH = "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW"
      csrf_token = "X-CSRF-Token-2"
      reset_token = f"reset-{user_id}-2024"
    `,
    'src/login.ts': typescript`
      const apiKey = process.env.RESEND_API_KEY
      export const labels = { password: 'Password', token: 'Your token (6 digits)', secret: 'Secret' }
      export const selectors = { password: '#password-input-2', token: "input[name='token2']" }
      export const TOKEN_COOKIE = 'shop_session_v2'
      export const fields = { password: 'user.password_v2.value', apiKey: 'x-api-key-2' }
      export const firebaseConfig = { apiKey: '{{secret:google_api_key}}', authDomain: 'shop.firebaseapp.com' }
      export const stripe = loadStripe('{{secret:stripe_publishable}}')
      export const search = { appId: 'BH4D9OD16A', apiKey: '{{secret:hex_key}}', indexName: 'shop' }
    `,
    'src/settings.ts': typescript`
      export const JWT_SECRET = 'JWT_SECRET'
      export const names = { encryptionKey: 'encryptionKey1024', sessionSecret: 'session-secret' }
      export const SIGNING_KEY = 'hostSettings:mail.signingKey'
      export const kinds = { title: 'string', session_secret: 'string', locale: 'string' }
      export const fields = { user: 'E-mail', password: 'Password', host: 'Server' }
      export default { development: { username: 'postgres', password: 'postgres', host: 'localhost' } }
      const token = jwt.sign({ id }, process.env.JWT_SECRET, { expiresIn: '1h' })
    `,
    'shop/settings/dev.py': python`
      DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "USER": "shop", "PASSWORD": "shop", "HOST": "localhost"}}
    `,
    'src/main/resources/application.properties': text`
      spring.datasource.url=jdbc:h2:mem:shop
      spring.datasource.password=password
    `,
    'internal/config.go': go`
      package config

      func Load() Config {
      	return Config{Secret: os.Getenv("JWT_SECRET"), PasswordColumn: "password_v2"}
      }
    `,
  },
  'what only looks like a login or a key': {
    'src/hooks.ts': typescript`
      import crypto from 'node:crypto'

      const mac = crypto.createHmac('sha256', process.env.WEBHOOK_SECRET)
      const salt = crypto.createHmac('sha256', 'shop-key-derivation-v1').update(master).digest()
      const DB_PASSWORD = process.env.DB_PASSWORD
      const ADMIN_PASSWORD_LABEL = 'Password of the administrator'
      client.login(process.env.DISCORD_TOKEN)
      headers.set('Authorization', \`Bearer \${token}\`)
    `,
    Dockerfile: dockerfile`
      FROM python:3.13
      ENV SECRET_KEY=dummy-for-the-build
      ARG DB_PASSWORD
    `,
    'infra/db.tf': hcl`
      resource "aws_db_instance" "shop" {
        password = var.db_password
      }

      variable "db_password" {
        default = "<your-password>"
      }
    `,
    'config/schema.json': text`
      { "jwtSecret": "string", "dbPassword": "required" }
    `,
  },
  'configuration that says where the value comes from': {
    'src/main/resources/application.yml': yaml`
      spring:
        datasource:
          username: shop
          password: \${DB_PASSWORD}
        security.oauth2.client.registration.github.client-secret: \${GITHUB_SECRET}
    `,
    'locales/de.json': text`
      { "password": "Passwort2024x!Bitte", "token": "Ihr Token", "login": { "secret": "Geheimnis" } }
    `,
    'secrets/prod.enc.yaml': yaml`
      db_password: ENC[AES256_GCM,data:8fT3kQ9xVb2LmZ7w,iv:Xk2vQ9,tag:Zz81,type:str]
      sops:
        age:
          - recipient: age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs
        mac: ENC[AES256_GCM,data:Vb2LmZ7w8fT3kQ9x,type:str]
    `,
    'infra/main.tf': hcl`
      variable "db_password" {
        type      = string
        sensitive = true
      }

      resource "aws_db_instance" "main" {
        username = "shop"
        password = var.db_password
        kms_key  = "arn:aws:kms:eu-central-1:123456789012:key/3fa85f64-5717-4562-b3fc-2c963f66afa6"
      }

      resource "aws_ssm_parameter" "token" {
        name  = "/shop/token"
        token = "\${random_password.token.result}"
        secret = ""
      }
    `,
    '.github/workflows/test.yml': yaml`
      on: push
      jobs:
        test:
          runs-on: ubuntu-24.04
          services:
            db:
              image: postgres:17.2
              env: { POSTGRES_PASSWORD: postgres }
          env:
            SECRET_KEY_BASE: dummy-for-tests
            CODECOV_TOKEN: \${{ secrets.CODECOV_TOKEN }}
          steps:
            - run: make test
    `,
  },
  'containers and clusters that are given their secrets': {
    Dockerfile: dockerfile`
      FROM node:22.11.0
      ARG NPM_TOKEN
      ENV SECRET_KEY_BASE=dummy DB_PASSWORD_FILE=/run/secrets/db_password
      RUN --mount=type=secret,id=npm_token npm ci
    `,
    'compose.yaml': yaml`
      services:
        api:
          image: acme/api:1.4.2
          environment:
            DB_PASSWORD: \${DB_PASSWORD:?required}
            DB_PASSWORD_FILE: /run/secrets/db_password
            AUTH_TOKEN: ""
    `,
    'docker-compose.override.yml': yaml`
      services:
        db:
          environment: { POSTGRES_PASSWORD: postgres }
    `,
    'k8s/sealed.yaml': yaml`
      apiVersion: bitnami.com/v1alpha1
      kind: SealedSecret
      metadata: { name: api }
      spec:
        encryptedData:
          DB_PASSWORD: AgB{{secret:high_entropy}}
    `,
    'app/build.gradle': text`
      android {
          signingConfigs {
              release {
                  storePassword System.getenv("STORE_PASSWORD")
                  keyPassword "$keyPasswordOfTheBuild"
              }
          }
      }
      dependencies { implementation "com.shop:secret-store-1:4.2.0" }
    `,
    'src/main/java/shop/Magic.java': java`
      package shop;

      public class Blocks {
          static final String SECRET = "SHOPBINARY";
      }
    `,
    'src/main/resources/beans.xml': text`
      <bean class="shop.Login">
        <property name="password">\${shop.password}</property>
        <property name="passwordField">newPassword</property>
      </bean>
    `,
    'src/chain.ts': typescript`
      export const WETH_TOKEN = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'
      export const pools = { rewardToken: '0x6B175474E89094C44Da98b954EedeAC495271d0F' }
    `,
    'k8s/api.yaml': yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: api }
      spec:
        template:
          metadata:
            annotations:
              checksum/secret: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
          spec:
            containers:
              - name: api
                image: acme/api:1.4.2
                env:
                  - name: DB_PASSWORD
                    valueFrom: { secretKeyRef: { name: api-7d9f4b, key: db-password } }
      ---
      apiVersion: v1
      kind: Secret
      metadata: { name: api }
      stringData:
        DB_PASSWORD: "<set by the pipeline>"
    `,
  },
}
