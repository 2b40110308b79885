import type { Examples } from '#model/check'
import { text, yaml } from '#model/example'

const CI = yaml`
  name: CI
  on: [push, pull_request]
  jobs:
    test:
      runs-on: ubuntu-latest
      steps:
        - uses: actions/checkout@v4
        - run: npm ci
        - run: npm test
`

export const bad: Examples['bad'] = {
  'a project that nothing scans': {
    'package.json': `«{»
  "name": "shop",
  "private": true,
  "dependencies": { "express": "^4.21.0", "pg": "^8.13.0" }
}
`,
    '.github/workflows/ci.yml': CI,
    '.github/dependabot.yml': yaml`
      version: 2
      updates:
        # - { package-ecosystem: npm, directory: /, schedule: { interval: weekly } }
        - { package-ecosystem: github-actions, directory: /, schedule: { interval: weekly } }
    `,
  },
  'what runs is named before what only tests': {
    'dev-requirements.txt': text`
      pytest==8.3.4
    `,
    'functest_requirements.txt': text`
      pytest-xdist==3.6.1
    `,
    'requirements.txt': text`
      «Django==5.1.4»
      gunicorn==23.0.0
    `,
  },
  'a folder and a kind of package that were forgotten': {
    'backend/requirements.txt': text`
      Django==5.1.4
      gunicorn==23.0.0
    `,
    'ml/requirements.txt': text`
      «torch==2.5.1»
      pip-audit==2.7.3
    `,
    'frontend/package.json': `«{ "name": "web", "dependencies": { "react": "19.0.0" } }»
`,
    '.github/dependabot.yml': yaml`
      version: 2
      updates:
        - package-ecosystem: pip
          directory: /backend
          schedule: { interval: weekly }
    `,
  },
  'scans that stop nothing': {
    'package.json': `{
  "name": "shop",
  "dependencies": { "express": "^4.21.0" }
}
`,
    'go.mod': text`
      module acme.example/shop

      go 1.24

      require github.com/gin-gonic/gin v1.10.0
    `,
    '.github/workflows/security.yml': yaml`
      on: [pull_request]
      jobs:
        audit:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
            - name: Audit
              run: |
                npm ci
                «npm audit --omit=dev || true»
            - run: «yarn npm audit --audit-level=none»
            - run: govulncheck ./...
              «continue-on-error: true»
    `,
  },
  'a report that is kept and that nothing reads': {
    'package.json': '{ "dependencies": { "express": "^4.21.0" } }\n',
    '.github/workflows/security.yml': yaml`
      on: [push]
      jobs:
        audit:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
            - run: «npm audit --json > npm-audit.json || true»
            - uses: actions/upload-artifact@v4
              with:
                name: audit
                path: npm-audit.json
    `,
  },
  'a stage of Jenkins that talks of a scan, and one that throws its result away': {
    'web/package.json': '{ "dependencies": { "express": "^4.21.0" } }\n',
    'web/Jenkinsfile': text`
      pipeline {
        stages {
          stage('Security') {
            steps {
              echo "Running npm audit for known vulnerabilities"
              sh '«npm audit || true»' // go on anyway
            }
          }
        }
      }
    `,
  },
  'kinds of packages in other systems of CI': {
    'pom.xml': text`
      «<project>»
        <dependencies>
          <dependency>
            <groupId>org.springframework.boot</groupId>
            <artifactId>spring-boot-starter-web</artifactId>
          </dependency>
        </dependencies>
      </project>
    `,
    Gemfile: text`
      source 'https://rubygems.org'
      gem 'rails', '~> 8.0'
    `,
    '.gitlab-ci.yml': yaml`
      audit:
        image: ruby:3.4
        script:
          - gem install bundler-audit
          - bundle-audit check --update
    `,
  },
}

export const good: Examples['good'] = {
  'Dependabot for each kind and folder': {
    'package.json': '{ "name": "shop", "workspaces": ["packages/*"], "devDependencies": { "typescript": "5.7.2" } }\n',
    'packages/web/package.json': '{ "name": "web", "dependencies": { "react": "19.0.0" } }\n',
    'services/api/requirements.txt': 'fastapi==0.115.6\n',
    'services/worker/pyproject.toml': text`
      [project]
      name = "worker"
      dependencies = ["celery==5.4.0"]
    `,
    '.github/dependabot.yml': yaml`
      version: 2
      updates:
        - package-ecosystem: npm
          directory: "/"
          schedule: { interval: weekly }
        - package-ecosystem: pip
          directories: ["/services/*"]
          schedule: { interval: weekly }
    `,
  },
  'Dependabot at the top, where a manifest without packages of its own holds the others together': {
    'package.json': '{ "name": "shop", "private": true, "workspaces": ["packages/*"] }\n',
    'packages/web/package.json': '{ "name": "web", "dependencies": { "react": "19.0.0" } }\n',
    'packages/api/package.json': '{ "name": "api", "dependencies": { "fastify": "5.2.0" } }\n',
    'settings.gradle.kts': 'rootProject.name = "ledger"\ninclude("service", "model")\n',
    'service/build.gradle.kts': 'dependencies {\n  implementation("io.micrometer:micrometer-core:1.14.2")\n}\n',
    'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
    'crates/relay/Cargo.toml': '[package]\nname = "relay"\nversion = "0.1.0"\n\n[dependencies]\ntokio = "1.42"\n',
    'Billing.sln': 'Microsoft Visual Studio Solution File, Format Version 12.00\n',
    'src/Billing/Billing.csproj':
      '<Project Sdk="Microsoft.NET.Sdk.Web">\n  <ItemGroup>\n    <PackageReference Include="Dapper" Version="2.1.35" />\n  </ItemGroup>\n</Project>\n',
    '.github/dependabot.yml': yaml`
      version: 2
      updates:
        - { package-ecosystem: npm, directory: /, schedule: { interval: weekly } }
        - { package-ecosystem: gradle, directory: /, schedule: { interval: weekly } }
        - { package-ecosystem: cargo, directory: /, schedule: { interval: weekly } }
        - { package-ecosystem: nuget, directory: /, schedule: { interval: weekly } }
    `,
  },
  'Dependabot in every folder, and a script that a job runs by its name': {
    'package.json': '{ "name": "shop", "dependencies": { "fastify": "5.2.0" } }\n',
    'apps/admin/package.json': '{ "name": "admin", "dependencies": { "vue": "3.5.13" } }\n',
    'composer.json': '{ "require": { "symfony/framework-bundle": "^7.2" } }\n',
    '.github/dependabot.yml': yaml`
      version: 2
      updates:
        - { package-ecosystem: composer, directories: ["**/*"], schedule: { interval: weekly } }
    `,
    '.github/workflows/ci.yml': yaml`
      on: [push]
      jobs:
        checks:
          runs-on: ubuntu-latest
          steps:
            - run: pnpm run security:audit
    `,
  },
  'Snyk in the workflow': {
    'requirements.txt': 'fastapi==0.115.6\nsqlalchemy==2.0.36\n',
    '.github/workflows/security.yml': yaml`
      on: [push]
      jobs:
        snyk:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
            - uses: snyk/actions/python@master
              env:
                SNYK_TOKEN: \${{ secrets.SNYK_TOKEN }}
    `,
  },
  'Renovate, also without alerts of its own': {
    'Cargo.toml': text`
      [package]
      name = "agent"

      [dependencies]
      tokio = { version = "1.42", features = ["full"] }
    `,
    'composer.json': '{ "require": { "php": ">=8.3", "symfony/framework-bundle": "^7.2" } }\n',
    'renovate.json': '{ "extends": ["config:recommended"] }\n',
  },
  'commands of each language, one of them in a Makefile': {
    'go.mod': 'module acme.example/x\n\nrequire github.com/jackc/pgx/v5 v5.7.1\n',
    'web/package.json': '{ "dependencies": { "vue": "3.5.13" } }\n',
    'api/api.csproj': '<Project><ItemGroup><PackageReference Include="Npgsql" Version="9.0.2" /></ItemGroup></Project>\n',
    'jobs/Pipfile': '[packages]\nrequests = "==2.32.3"\n\n[requires]\npython_version = "3.12"\n',
    Makefile: 'audit:\n\tgovulncheck ./...\n\tcd web && pnpm audit --prod\n',
    'azure-pipelines.yml': yaml`
      steps:
        - script: dotnet list package --vulnerable --include-transitive
        - script: |
            pip install pip-audit
            pip-audit --strict \
              -r requirements.txt
    `,
  },
  'reports beside a run that may fail, and one that a script judges': {
    'package.json': '{ "dependencies": { "express": "^4.21.0" } }\n',
    'requirements.txt': 'fastapi==0.115.6\n',
    '.github/workflows/security.yml': yaml`
      on: [push]
      jobs:
        audit:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
            - run: npm audit --json > npm-audit.json || true
            - run: npm audit --audit-level=high
            - run: pip-audit -r requirements.txt --format json --output found.json || true
            - run: python scripts/judge.py found.json
    `,
  },
  'a review of each pull request, and a report that is uploaded': {
    'package.json': '{ "dependencies": { "express": "^4.21.0" } }\n',
    'e2e/package.json': '{ "name": "tests", "private": true }\n',
    '.github/workflows/review.yml': yaml`
      on: [pull_request]
      jobs:
        review:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/dependency-review-action@v4
        trivy:
          runs-on: ubuntu-latest
          steps:
            - uses: aquasecurity/trivy-action@0.29.0
              continue-on-error: true
              with: { scan-type: fs, format: sarif, output: trivy.sarif }
            - uses: github/codeql-action/upload-sarif@v3
    `,
  },
}
