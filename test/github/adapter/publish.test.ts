import nock from 'nock'
import { describe, expect, it } from 'vitest'
import type { RunAnnotation } from '../../../src/github/check-run.ts'
import { failureOf } from '../../../src/github/failure.ts'
import { type Concluding, concludeRun, type OpenRun, openRun, type RunRecord, resumeRun } from '../../../src/github/publish.ts'
import { API, onlyExpectedRequests, SHOP, shop } from './connection.ts'

onlyExpectedRequests()

const NEW = { name: 'readiness', head: 'a'.repeat(40), externalId: 'job-1', startedAt: '2026-11-21T10:00:00Z' }
const OPEN: OpenRun = { ...NEW, state: 'open', runId: 31 }

function ledger() {
  const states: string[] = []
  return { states, save: async ({ state }: RunRecord) => void states.push(state) }
}

const annotation = (line: number): RunAnnotation => ({
  path: 'a.py',
  startLine: line,
  endLine: line,
  level: 'warning',
  title: 't',
  message: 'm',
})

function concluding(annotations: readonly RunAnnotation[] = []): Concluding {
  const output = { title: 'Readiness 70 → 60', summary: 'two problems', annotations, actions: [] }
  return { conclusion: 'failure', completedAt: '2026-11-21T10:01:00Z', output }
}

interface Patch {
  readonly conclusion?: string
  readonly output?: { readonly summary: string; readonly annotations?: readonly object[] }
}

/** Takes what `refuse` does not, and says what came. */
function runIsPatched(refuse: (patch: Patch) => boolean = () => false): Patch[] {
  const patches: Patch[] = []
  nock(API)
    .persist()
    .patch(`${SHOP}/check-runs/31`)
    .reply(async (request: Request) => {
      const patch = (await request.json()) as Patch
      patches.push(patch)
      return refuse(patch) ? [422, { message: 'Invalid request' }] : [200, { id: 31 }]
    })
  return patches
}

describe('opening', () => {
  it('is written down before it is done', async () => {
    const { states, save } = ledger()
    nock(API)
      .post(`${SHOP}/check-runs`, {
        name: 'readiness',
        head_sha: NEW.head,
        external_id: 'job-1',
        status: 'in_progress',
        started_at: NEW.startedAt,
      })
      .reply(201, () => {
        expect(states).toEqual(['posting'])
        return { id: 31 }
      })
    expect(await openRun(shop(), { save }, NEW)).toEqual(OPEN)
    expect(states).toEqual(['posting', 'open'])
  })

  it('is not tried again when its answer is lost', async () => {
    const { states, save } = ledger()
    nock(API).post(`${SHOP}/check-runs`).once().reply(502, '')
    const error = await openRun(shop(), { save }, NEW).catch((thrown: unknown) => thrown)
    expect(failureOf(error)?.kind).toBe('transient')
    expect(states).toEqual(['posting'])
  })
})

describe('resuming', () => {
  const run = (id: number, external_id: string, status = 'in_progress') => ({
    id,
    external_id,
    status,
    conclusion: null,
    output: { annotations_count: 0 },
  })

  it('finds a run whose creation was not answered, among all of this App and name', async () => {
    const query = { check_name: 'readiness', app_id: 7, filter: 'all', per_page: 100, page: 1 }
    nock(API)
      .get(`${SHOP}/commits/${NEW.head}/check-runs`)
      .query(query)
      .reply(200, { total_count: 2, check_runs: [run(30, 'other'), run(31, 'job-1')] })
    expect(await resumeRun(shop(), ledger(), 7, { ...NEW, state: 'posting' })).toEqual(OPEN)
  })

  it('says when there is none', async () => {
    nock(API).get(`${SHOP}/commits/${NEW.head}/check-runs`).query(true).reply(200, { total_count: 0, check_runs: [] })
    expect(await resumeRun(shop(), ledger(), 7, { ...NEW, state: 'posting' })).toBeUndefined()
  })

  it('goes on with an open run without asking', async () => {
    const resumed = await resumeRun({ client: undefined as never, id: 5, at: { owner: 'a', repo: 'b' } }, ledger(), 7, OPEN)
    expect(resumed).toEqual(OPEN)
  })

  it('never sends annotations twice: a run that may have some is only taken when it is concluded', async () => {
    nock(API).get(`${SHOP}/check-runs/31`).reply(200, run(31, 'job-1'))
    expect(await resumeRun(shop(), ledger(), 7, { ...OPEN, state: 'sending' })).toBeUndefined()
    nock(API)
      .get(`${SHOP}/check-runs/31`)
      .reply(200, { ...run(31, 'job-1', 'completed'), conclusion: 'success' })
    expect(await resumeRun(shop(), ledger(), 7, { ...OPEN, state: 'sending' })).toMatchObject({ state: 'concluded', conclusion: 'success' })
  })

  it('makes another where the run is gone', async () => {
    nock(API).get(`${SHOP}/check-runs/31`).reply(404, { message: 'Not Found' })
    expect(await resumeRun(shop(), ledger(), 7, { ...OPEN, state: 'closing' })).toBeUndefined()
  })
})

describe('concluding', () => {
  it('takes one request up to fifty annotations', async () => {
    const patches = runIsPatched()
    const { states, save } = ledger()
    await concludeRun(shop(), { save }, OPEN, concluding(Array.from({ length: 50 }, (_, line) => annotation(line + 1))))
    expect(patches.map(({ conclusion, output }) => [conclusion, output?.annotations?.length])).toEqual([['failure', 50]])
    expect(states).toEqual(['sending', 'concluded'])
  })

  it('concludes with the last chunk', async () => {
    const patches = runIsPatched()
    await concludeRun(shop(), ledger(), OPEN, concluding(Array.from({ length: 101 }, (_, line) => annotation(line + 1))))
    expect(patches.map(({ conclusion, output }) => [conclusion, output?.annotations?.length])).toEqual([
      [undefined, 50],
      [undefined, 50],
      ['failure', 1],
    ])
  })

  it('leaves out the annotations that GitHub would refuse', async () => {
    const patches = runIsPatched()
    const wrong = [
      { ...annotation(1), startLine: 0 },
      { ...annotation(2), endLine: 1 },
      { ...annotation(3), path: '' },
      { ...annotation(4), message: ' ' },
    ]
    const columns = { ...annotation(5), endLine: 6, startColumn: 1, endColumn: 2 }
    await concludeRun(shop(), ledger(), OPEN, concluding([...wrong, columns]))
    expect(patches[0]!.output!.annotations).toEqual([
      { path: 'a.py', start_line: 5, end_line: 6, annotation_level: 'warning', title: 't', message: 'm' },
    ])
  })

  it.each([
    ['annotations', (patch: Patch) => Boolean(patch.output?.annotations), ['two problems', 'two problems']],
    [
      'the report',
      (patch: Patch) => patch.output?.summary === 'two problems',
      ['two problems', 'two problems', expect.stringContaining('did not take')],
    ],
    [
      'any output',
      (patch: Patch) => Boolean(patch.output),
      ['two problems', 'two problems', expect.stringContaining('did not take'), undefined],
    ],
  ] as const)('gets the conclusion through when GitHub refuses %s', async (_, refuse, summaries) => {
    const patches = runIsPatched(refuse)
    const { states, save } = ledger()
    await concludeRun(shop(), { save }, OPEN, concluding([annotation(1)]))
    expect(patches.map(({ output }) => output?.summary)).toEqual(summaries)
    expect(patches.at(-1)!.conclusion).toBe('failure')
    expect(states).toEqual(['sending', 'closing', 'concluded'])
  })

  it('stops where the answer is lost, and says that annotations may be there', async () => {
    const { states, save } = ledger()
    nock(API).patch(`${SHOP}/check-runs/31`).once().reply(502, '')
    await expect(concludeRun(shop(), { save }, OPEN, concluding([annotation(1)]))).rejects.toThrow()
    expect(states).toEqual(['sending'])
  })
})
