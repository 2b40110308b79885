import type { Examples } from '#model/check'
import { markdown, text, yaml } from '#model/example'

export const bad: Examples['bad'] = {
  'the real keys of a provider each': {
    '.env.docker.example': text`
      # Copy to .env.docker and fill in
      AUTH_GOOGLE_SECRET="«{{secret:google_oauth_secret}}»"
      RESEND_API_KEY="«{{secret:resend}}»"
      DATABASE_URL='postgresql://shop_owner:«{{secret:neon_password}}»@ep-cool-darkness.eu-central-1.aws.neon.tech/shop?sslmode=require'
      SUPABASE_SERVICE_KEY="«{{secret:supabase_jwt}}»"
      AWS_ACCESS_KEY_ID=«{{secret:aws_access_key}}»
      AWS_SECRET_ACCESS_KEY=«{{secret:aws_secret_key}}»
      # STRIPE_SECRET_KEY=«{{secret:stripe_live}}»
      NODE_ENV=production
    `,
  },
  'values that only their names give away': {
    'deploy/values-example.yaml': yaml`
      image: registry.example/shop:1.4.2
      auth:
        jwtSecret: «{{secret:high_entropy}}»
        tokenTtl: 3600
      database:
        host: db.internal
        password: '«{{secret:password}}»'
      env:
        - name: SESSION_SECRET
          value: "«{{secret:hex_key}}»"
    `,
    'config/docker-compose.example.yml': yaml`
      services:
        api:
          image: registry.example/shop:1.4.2
          environment:
            - XENDIT_SECRET_KEY=«{{secret:xendit_live}}»
            - AMQP_URL=amqps://shop:«{{secret:password}}»@rabbit.shop-prod.io/shop
            - LOG_LEVEL=info
    `,
  },
  'a private key, over several lines and on one': {
    'config/keys.env.sample': text`
      JWT_PRIVATE_KEY="«{{secret:pem_private_key}}»"
      JWT_PUBLIC_KEY=./keys/jwt.pub.pem
    `,
    'config/service-account.example.json': text`
      {
        "type": "service_account",
        "project_id": "shop-prod",
        "private_key": "«{{secret:pem_private_key_escaped}}»",
        "client_email": "shop@shop-prod.iam.gserviceaccount.com"
      }
    `,
  },
  'instructions with the keys of whoever wrote them': {
    'README.md': markdown`
      # Shop

      Create \`.env\`:

      \`\`\`env
      SLACK_WEBHOOK_URL=https://hooks.slack.com/services/«{{secret:slack_webhook}}»
      OPENAI_API_KEY=«{{secret:openai_project_key}}»
      SESSION_SECRET=«{{secret:high_entropy}}»
      \`\`\`

      and try it:

      \`\`\`sh
      export GITHUB_TOKEN=«{{secret:github_token}}»
      npm start
      \`\`\`
    `,
  },
  'a token of which only the header is left: nobody can tell': {
    '.env.example': text`
      SUPABASE_SERVICE_KEY="«{{secret:jwt_elided}}»"
    `,
  },
  'files whose names say it in another way': {
    '.env_example': text`
      TOKEN=«{{secret:github_token}}»
    `,
    'appsettings.Example.json': text`
      { "ApiToken": "«{{secret:high_entropy}}»" }
    `,
    'example.config.json': text`
      { "token": "«{{secret:github_token}}»" }
    `,
    'config.php.dist': text`
      <?php
      $apiToken = '«{{secret:high_entropy}}»';
    `,
  },
  'settings in code, to be copied': {
    'config/local.sample.php': text`
      <?php
      return [
          'debug' => false,
          'db' => ['user' => 'shop', 'password' => '«{{secret:password}}»'],
          'mail' => ['dsn' => 'smtp://shop:«{{secret:password}}»@smtp.eu.mailprovider.io:587'],
      ];
    `,
  },
}

export const good: Examples['good'] = {
  'placeholders of all kinds': {
    '.env.docker.example': text`
      AUTH_GOOGLE_SECRET="your-google-client-secret"
      RESEND_API_KEY="your-api-key-here"
      DATABASE_URL='postgresql://user:password@localhost:5432/app'
      SUPABASE_SERVICE_KEY="<service-role-key>"
      JWT_SECRET=changeme
      SESSION_SECRET=\${SESSION_SECRET}
      SENDGRID_API_KEY=SG.xxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
      SLACK_WEBHOOK_URL=https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX
      OPENAI_API_KEY=sk-...
      ENCRYPTION_KEY= # openssl rand -hex 32
      API_TOKEN=0123456789abcdef0123456789abcdef
      PRIVATE_KEY="-----BEGIN PRIVATE KEY-----\nMIIE...\n-----END PRIVATE KEY-----"
    `,
  },
  'keys that are meant to be seen, and test keys that move no money': {
    '.env.example': text`
      NEXT_PUBLIC_SUPABASE_ANON_KEY={{secret:supabase_anon_jwt}}
      NEXT_PUBLIC_FIREBASE_API_KEY={{secret:google_api_key}}
      STRIPE_PUBLISHABLE_KEY={{secret:stripe_publishable}}
      STRIPE_SECRET_KEY={{secret:stripe_test}}
    `,
  },
  'names that only sound secret, and identifiers': {
    'deploy/values-example.yaml': yaml`
      auth:
        tokenTtl: 3600
        passwordMinLength: 12
        secretName: shop-prod-credentials-2024
        existingSecretKey: database-password
        passwordFile: /run/secrets/db_password
        password: ""
        tokenUrl: https://login.shop.io/oauth2/token
      tenantId: 3fa85f64-5717-4562-b3fc-2c963f66afa6
      revision: 3f786850e387550fdab836ed7e6dc881de23001b
      cacheKey: 9f86d081884c7d659a2feaa0c55ad015
      database: { url: "postgres://postgres:postgres@db:5432/shop" }
    `,
  },
  'where the value comes from, instead of the value': {
    'config/app.example.toml': text`
      [database]
      password = "vault:secret/data/shop#password"
      [mail]
      password = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:mail-AbCdEf"
      api_key = "op://shop/mail/credential"
    `,
    'settings.example.py': text`
      SECRET_KEY = os.environ['SECRET_KEY']
      EMAIL_HOST_PASSWORD = env('EMAIL_HOST_PASSWORD')
      AWS_SECRET_ACCESS_KEY = 'your-aws-secret-access-key'
    `,
  },
  'instructions that leave the values to the reader': {
    'docs/setup.md': markdown`
      ## Configuration

      \`\`\`bash
      export API_TOKEN=<your token>
      export DB_PASSWORD="$(openssl rand -base64 24)"
      \`\`\`

      | variable | example |
      | --- | --- |
      | \`JWT_SECRET\` | 32 random bytes |
    `,
  },
  'a page about tokens that shows one': {
    'docs/api/authentication.md': markdown`
      ## Sign in

      \`POST /v1/sessions\` answers with a token that is good for an hour:

      \`\`\`json
      { "token": "{{secret:jwt}}", "expires_in": 3600 }
      \`\`\`

      \`\`\`sh
      export SHOP_TOKEN="<your-token>"
      curl -H "Authorization: Bearer {{secret:jwt}}" https://api.shop.io/v1/orders
      \`\`\`
    `,
  },
}
