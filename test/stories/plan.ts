import { expect } from 'vitest'
import type { CheckRun, GitHub, RepositoryHandle, RequestRecord } from '../github/index.ts'

/** What one evaluation may ask for besides contents, of which there may be many: that of issue 2, and a look at what became of an earlier attempt. */
const REQUESTS = 7
const ANNOTATIONS_AT_ONCE = 50

/** Requests of the App's own upkeep, which belong to no evaluation. */
const UPKEEP = /query (?:OpenPulls|Tips)\b/

/** That everything GitHub was asked for about a repository is the plan of its evaluations, and one more for each that failed on the way. */
export function expectPlan(github: GitHub, shop: RepositoryHandle): void {
  const asked = github.requests.records.filter((record) => isAbout(record, shop))
  const failed = asked.filter(hasFailed).length
  const runs = [...github.state.runs.values()].filter(({ suite }) => suite.repository === shop.state)
  expectWrites(asked, runs, failed)
  const attempts = Math.max(runs.length, 1) + failed
  expect(asked.filter((record) => !isContent(record)).length).toBeLessThanOrEqual(attempts * REQUESTS)
}

/** That no write was done that no run needed, whatever happened on the way: GitHub allows few. */
export function expectFewWrites(github: GitHub): void {
  const { records } = github.requests
  expectWrites(records, [...github.state.runs.values()], records.filter(isWrite).filter(hasFailed).length)
}

/** That what a comparison and a listing tell is not asked for again and again. */
export function expectFewReads(github: GitHub, { sharing, kills }: { readonly sharing: number; readonly kills: number }): void {
  const { records } = github.requests
  const attempts = github.state.runs.size + records.filter(hasFailed).length + kills
  const count = (operation: string) => records.filter((record) => record.operation === operation).length
  // Of a comparison that is refused the second page is asked for, and of a base both trees.
  expect(count('repos/compare-commits-with-basehead')).toBeLessThanOrEqual(attempts * sharing)
  expect(count('git/get-tree')).toBeLessThanOrEqual(attempts * sharing * 2)
}

function expectWrites(records: readonly RequestRecord[], runs: readonly CheckRun[], failed: number): void {
  const needed = runs.map(({ annotations, output }) => {
    // One that was given up half way is closed without what it has got already.
    const close = output.title === 'Replaced by a newer run' ? 1 : 0
    return 1 + Math.max(1, Math.ceil(annotations.length / ANNOTATIONS_AT_ONCE)) + close
  })
  const writes = records.filter(isWrite).length
  expect(writes).toBeLessThanOrEqual(needed.reduce((sum, one) => sum + one, 0) + failed)
}

function isWrite({ operation }: RequestRecord): boolean {
  return operation === 'checks/create' || operation === 'checks/update'
}

function hasFailed({ fault, status }: RequestRecord): boolean {
  return fault !== undefined || status === undefined || status >= 400
}

function isContent(record: RequestRecord): boolean {
  return (
    record.operation === 'git/get-blob' || record.operation === 'repos/download-tarball-archive' || /query Blobs\b/.test(queryOf(record))
  )
}

function isAbout(record: RequestRecord, { id }: RepositoryHandle): boolean {
  return record.repositoryId === id && !UPKEEP.test(queryOf(record))
}

function queryOf({ body }: RequestRecord): string {
  return (body as { query?: string } | undefined)?.query ?? ''
}
