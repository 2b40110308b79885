import { describe, expect, test } from 'vitest'
import { workflow } from '#formats/workflow'
import { at, text } from '#formats/yaml'
import { yaml } from '#model/example'

describe('a workflow', () => {
  test('has events, jobs, services and steps', () => {
    const source = yaml`
      name: CI
      on:
        push: { branches: [ main ] }
        pull_request:
      permissions: { contents: read }
      env: { CI: "1" }
      jobs:
        test:
          runs-on: ubuntu-24.04
          container: { image: "node:22.11.0" }
          services:
            db: { image: "postgres:17.2" }
            nothing: {}
          steps:
            - uses: actions/checkout@v4
              with: { fetch-depth: 0 }
            - name: Test
              env: { TZ: UTC }
              run: |
                npm ci
                npm test
            - run: npm pack
        lint: { container: "alpine:3.20.1", steps: [ { id: x, uses: "docker://alpine" } ] }
    `
    const found = workflow({ path: '.github/workflows/ci.yml', text: source })!
    expect([found.name, ...found.events]).toEqual(['CI', 'push', 'pull_request'])
    expect(text(at(found.triggers, 'push', 'branches', 0))).toBe('main')
    const [job, lint] = found.jobs
    expect([job?.subject, job?.container?.text, lint?.container?.text]).toEqual(['job test', 'node:22.11.0', 'alpine:3.20.1'])
    expect(job?.services.map(({ name, image }) => [name, image.text])).toEqual([['db', 'postgres:17.2']])
    expect(job?.steps.map(({ label, uses, run }) => [label, uses?.text, run?.text])).toEqual([
      ['actions/checkout', 'actions/checkout@v4', undefined],
      ['Test', undefined, 'npm ci\nnpm test\n'],
      ['npm pack', undefined, 'npm pack'],
    ])
    expect(text(at(job?.steps[0]?.with, 'fetch-depth'))).toBe('0')
    expect(job?.steps[1]?.env.map(({ name, value }) => [name, value])).toEqual([['TZ', 'UTC']])
    expect(lint?.steps[0]?.label).toBe('x')
  })

  test.each([
    ['on: push\njobs: {}\n', ['push']],
    ['on: [push, workflow_dispatch]\njobs: {}\n', ['push', 'workflow_dispatch']],
  ])('names its events as %j', (source, events) => {
    expect(workflow({ path: '.github/workflows/a.yaml', text: source })?.events).toEqual(events)
  })

  test('may be the steps of an action', () => {
    const action = workflow({
      path: '.github/actions/setup/action.yml',
      text: 'name: setup\nruns:\n  using: composite\n  steps:\n    - run: ls\n',
    })
    expect(action?.jobs.map(({ subject, steps }) => [subject, steps.length])).toEqual([['job runs', 1]])
  })

  test('is nothing elsewhere', () => {
    expect(workflow({ path: 'workflows/ci.yml', text: 'jobs: {}\n' })).toBeUndefined()
    expect(workflow({ path: '.github/workflows/ci.yml', text: '- a\n' })).toBeUndefined()
  })
})
