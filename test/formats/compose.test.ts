import { describe, expect, test } from 'vitest'
import { composeServices, isComposePath, isDevelopmentCompose } from '#formats/compose'
import { at, text } from '#formats/yaml'
import { yaml } from '#model/example'

describe('Compose files', () => {
  test.each([
    [true, 'compose.yaml docker-compose.yml docker-compose.prod.yml deploy/compose-prod.yaml web.compose.yml docker-stack.yml stack.yml'],
    [false, 'decompose.yaml compose.md docker-compose compose/web.yaml k8s/deployment.yaml'],
  ])('are %s by their names', (expected, paths) => {
    for (const path of paths.split(' ')) expect([path, isComposePath(path)]).toEqual([path, expected])
  })

  test.each([
    [true, 'docker-compose.override.yml compose.dev.yaml docker-compose-local.yml docker-compose.test.yml scripts/mongo/compose.yaml'],
    [false, 'docker-compose.yml docker-compose.prod.yml developers/compose.yaml'],
  ])('are for developers: %s', (expected, paths) => {
    for (const path of paths.split(' ')) expect([path, isDevelopmentCompose(path)]).toEqual([path, expected])
  })

  test('have services with images, builds and variables in both forms', () => {
    const source = yaml`
      x-base: &base
        restart: always
        environment: { TZ: UTC }
      services:
        web:
          <<: *base
          build: .
          image: acme/web
          command: [ "node", "server.js" ]
        db:
          image: "postgres:17.2"
          profiles: [ ops ]
          environment:
            - POSTGRES_PASSWORD=postgres
            - "TZ=UTC"
            - HOME
      volumes: { data: }
    `
    const [web, db] = composeServices({ path: 'compose.yaml', text: source })
    expect([web?.subject, web?.image?.text, text(web?.build), text(at(web?.node, 'restart'))]).toEqual([
      'service web',
      'acme/web',
      '.',
      'always',
    ])
    expect(web?.environment.map(({ name, value }) => [name, value])).toEqual([['TZ', 'UTC']])
    expect(db?.profiles).toEqual(['ops'])
    expect(db?.environment.map(({ name, value, nameRange, valueRange }) => [name, value, nameRange.end, valueRange?.start])).toEqual([
      ['POSTGRES_PASSWORD', 'postgres', { line: 14, column: 26 }, { line: 14, column: 27 }],
      ['TZ', 'UTC', { line: 15, column: 12 }, { line: 15, column: 13 }],
      ['HOME', undefined, { line: 16, column: 13 }, undefined],
    ])
  })

  test('of version 1 have their services at the top', () => {
    expect(
      composeServices({ path: 'docker-compose.yml', text: 'web:\n  image: web:1\ndb:\n  build: .\n' }).map(({ name }) => name),
    ).toEqual(['web', 'db'])
    expect(composeServices({ path: 'docker-compose.yml', text: 'services: {}\nvolumes: {}\n' })).toEqual([])
  })
})
