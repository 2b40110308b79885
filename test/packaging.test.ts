import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { dockerfile } from '#formats/dockerfile'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

test('the image is pinned to the Node that the tests run on, runs as nobody special, and can be asked how it is', () => {
  const { stages, instructions } = dockerfile({ path: 'Dockerfile', text: read('Dockerfile') })
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> }
  expect(stages).toHaveLength(2)
  expect(read('Dockerfile').match(/^FROM node:(\S+?)-bookworm-slim/gm)).toHaveLength(2)
  expect(read('Dockerfile')).toContain(`FROM node:${devDependencies.node}-bookworm-slim`)
  const keywords = instructions.map(({ keyword }) => keyword)
  expect(keywords).toEqual(expect.arrayContaining(['USER', 'HEALTHCHECK', 'STOPSIGNAL', 'CMD']))
  expect(read('Dockerfile')).toMatch(/^CMD \["node", "dist\/app\.js"\]$/m)
})

test('the registration asks for no more than is used, and names the path where webhooks are taken', () => {
  const { default_permissions: permissions, default_events: events, hook_attributes: hook } = parse(read('app.yml'))
  expect(permissions).toEqual({
    metadata: 'read',
    contents: 'read',
    pull_requests: 'read',
    checks: 'write',
    merge_queues: 'read',
    statuses: 'write',
  })
  expect(events).toEqual(['pull_request', 'pull_request_review', 'merge_group', 'push', 'repository', 'check_run', 'check_suite'])
  expect(new URL(hook.url).pathname).toBe('/api/github/webhooks')
  // Each permission and event says why.
  for (const name of [...Object.keys(permissions), ...events])
    expect(read('app.yml')).toMatch(new RegExp(`^\\s+(- )?${name}\\b.* # \\w`, 'm'))
})

test('dependencies are pinned exactly', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+$/)
})
