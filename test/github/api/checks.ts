import { readCommit, resolveCommit } from '../git/repository.ts'
import { renderAnnotation, renderCheckRun, renderCheckSuite } from '../render/checks.ts'
import type { CheckRun } from '../state/check-nouns.ts'
import { createRun, type RunInput, updateRun } from '../state/checks.ts'
import { runsOn, suiteOf, suitesOn } from '../state/suites.ts'
import { type Call, invalid, notFound, type Operation, ok, page, refuse } from './operation.ts'
import { checkRunInput } from './run-input.ts'

const REPO = '/repos/{owner}/{repo}'
const read = ['checks', 'read'] as const
const write = ['checks', 'write'] as const

export const checkOperations: readonly Operation[] = [
  { method: 'POST', template: `${REPO}/check-runs`, auth: 'installation', permission: write, run: create },
  { method: 'PATCH', template: `${REPO}/check-runs/{check_run_id}`, auth: 'installation', permission: write, run: update },
  { method: 'GET', template: `${REPO}/check-runs/{check_run_id}`, auth: 'installation', permission: read, run: getRun },
  { method: 'GET', template: `${REPO}/check-runs/{check_run_id}/annotations`, auth: 'installation', permission: read, run: annotations },
  { method: 'GET', template: `${REPO}/check-suites/{check_suite_id}`, auth: 'installation', permission: read, run: getSuite },
  { method: 'GET', template: `${REPO}/check-suites/{check_suite_id}/check-runs`, auth: 'installation', permission: read, run: ofSuite },
  { method: 'GET', template: `${REPO}/commits/{ref}/check-runs`, auth: 'installation', permission: read, run: runsOfRef },
  { method: 'GET', template: `${REPO}/commits/{ref}/check-suites`, auth: 'installation', permission: read, run: suitesOfRef },
]

async function create({ world, token, repository, body }: Call) {
  const input = body as RunInput & { readonly name: string; readonly head_sha: string }
  if ((await readCommit(repository.git, input.head_sha)) === undefined) {
    throw refuse(422, `No commit found for SHA: ${input.head_sha}`)
  }
  checkRunInput(world.limits, input)
  const suite = suiteOf(world, token.installation.app, repository, input.head_sha)
  return ok(renderCheckRun(world, await createRun(world, suite, input.name, input)), 201)
}

async function update(call: Call) {
  const { world, token, body } = call
  const run = findRun(call)
  if (run.suite.app !== token.installation.app)
    throw refuse(403, `Invalid app_id \`${token.installation.app.id}\` - check run can only be modified by the GitHub App that created it.`)
  const input = body as RunInput
  checkRunInput(world.limits, input)
  const reopens = run.status === 'completed' && input.conclusion === undefined && input.status !== undefined && input.status !== 'completed'
  if (reopens) throw invalid('CheckRun', 'status', 'invalid', 'A completed check run cannot be reopened.')
  await updateRun(world, run, input)
  return ok(renderCheckRun(world, run))
}

function findRun({ world, repository, params }: Call): CheckRun {
  const run = world.runs.get(Number(params.check_run_id))
  if (run === undefined || run.suite.repository !== repository) throw notFound()
  return run
}

function getRun(call: Call) {
  return ok(renderCheckRun(call.world, findRun(call)))
}

function annotations(call: Call) {
  const run = findRun(call)
  const { items, headers } = page(call, run.annotations)
  return { ...ok(items.map((annotation) => renderAnnotation(call.world, run, annotation))), headers }
}

function findSuite({ world, repository, params }: Call) {
  const suite = world.suites.get(Number(params.check_suite_id))
  if (suite === undefined || suite.repository !== repository) throw notFound()
  return suite
}

async function getSuite(call: Call) {
  return ok(await renderCheckSuite(call.world, findSuite(call)))
}

function ofSuite(call: Call) {
  return listRuns(call, findSuite(call).runs)
}

async function shaOf({ repository, params }: Call): Promise<string> {
  const sha = await resolveCommit(repository.git, params.ref!)
  if (sha === undefined) throw refuse(422, `No commit found for SHA: ${params.ref}`)
  return sha
}

async function runsOfRef(call: Call) {
  const appId = call.query.app_id
  const runs = runsOn(call.world, call.repository, await shaOf(call))
  return listRuns(call, appId === undefined ? runs : runs.filter(({ suite }) => suite.app.id === Number(appId)))
}

/** `latest` keeps the newest run of each name in each suite, as GitHub does. */
function listRuns(call: Call, all: readonly CheckRun[]) {
  const { check_name: name, status, filter = 'latest' } = call.query
  const matching = all.filter((run) => (name === undefined || run.name === name) && (status === undefined || run.status === status))
  const newest = new Map(matching.map((run) => [`${run.suite.id} ${run.name}`, run]))
  const runs = (filter === 'all' ? matching : [...newest.values()]).toReversed()
  const { items, headers } = page(call, runs)
  return { ...ok({ total_count: runs.length, check_runs: items.map((run) => renderCheckRun(call.world, run)) }), headers }
}

async function suitesOfRef(call: Call) {
  const { app_id: appId, check_name: name } = call.query
  const all = suitesOn(call.world, call.repository, await shaOf(call))
  const suites = all.filter(
    ({ app, runs }) => (appId === undefined || app.id === Number(appId)) && (name === undefined || runs.some((run) => run.name === name)),
  )
  const { items, headers } = page(call, suites)
  const rendered = await Promise.all(items.map((suite) => renderCheckSuite(call.world, suite)))
  return { ...ok({ total_count: suites.length, check_suites: rendered }), headers }
}
