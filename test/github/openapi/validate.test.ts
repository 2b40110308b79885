import { describe, expect, it } from 'vitest'
import { checkRequest, checkResponse, operationId } from './validate.ts'

const CREATE = '/repos/{owner}/{repo}/check-runs'
const params = { owner: 'acme', repo: 'shop' }
const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' }
const run = { name: 'readiness', head_sha: 'a'.repeat(40) }

function errors(body: object, method = 'POST', template = CREATE): readonly string[] {
  return checkRequest(method, template, { params: template === CREATE ? params : { ...params, check_run_id: '1' }, query: {}, body })
}

describe("GitHub's description", () => {
  it('names operations', () => {
    expect(operationId('POST', CREATE)).toBe('checks/create')
    expect(() => operationId('DELETE', CREATE)).toThrow('not in the subset')
  })

  it('accepts a full check run', () => {
    const output = { title: 't', summary: 's'.repeat(65_535), text: 'x', annotations: Array.from({ length: 50 }, () => annotation) }
    expect(errors({ ...run, status: 'in_progress', external_id: 'e', output })).toEqual([])
  })

  it.each<[string, object, string]>([
    [
      '51 annotations',
      { output: { title: 't', summary: 's', annotations: Array.from({ length: 51 }, () => annotation) } },
      'No more than 50 items are allowed; 51 were supplied.',
    ],
    ['a long summary', { output: { title: 't', summary: 's'.repeat(65_536) } }, 'Only 65535 characters are allowed; 65536 were supplied.'],
    [
      'four buttons',
      { actions: Array.from({ length: 4 }, () => ({ label: 'l', description: 'd', identifier: 'i' })) },
      'No more than 3 items are allowed; 4 were supplied.',
    ],
    [
      'a long label',
      { actions: [{ label: 'l'.repeat(21), description: 'd', identifier: 'i' }] },
      'Only 20 characters are allowed; 21 were supplied.',
    ],
    ['a missing title', { output: { summary: 's' } }, '"title" wasn\'t supplied.'],
    [
      'an unknown level',
      { output: { title: 't', summary: 's', annotations: [{ ...annotation, annotation_level: 'error' }] } },
      '"error" is not a member of',
    ],
    [
      'an annotation without path',
      { output: { title: 't', summary: 's', annotations: [{ ...annotation, path: null }] } },
      'must be string',
    ],
    ['a misspelt field', { externalId: 'x' }, '"externalId" is not a permitted key.'],
    ['a wrong date', { started_at: 'yesterday' }, 'must match format "date-time"'],
  ])('refuses %s', (_, part, words) => {
    expect(errors({ ...run, ...part }).join('\n')).toContain(words)
  })

  it('wants a conclusion with a completion', () => {
    const update = `${CREATE}/{check_run_id}`
    expect(errors({ status: 'completed' }, 'PATCH', update)).not.toEqual([])
    expect(errors({ status: 'completed', conclusion: 'success' }, 'PATCH', update)).toEqual([])
  })

  it('refuses parameters that it does not name', () => {
    const sent = { params: { ...params, ref: 'main' }, query: { appid: '1' }, body: undefined }
    expect(checkRequest('GET', '/repos/{owner}/{repo}/commits/{ref}/check-runs', sent).join()).toContain('"appid" is not a permitted key.')
    expect(checkRequest('GET', '/repos/{owner}/{repo}/commits/{ref}/check-runs', { ...sent, query: { app_id: 'x' } })).toHaveLength(1)
  })

  it('judges answers', () => {
    expect(checkResponse('POST', CREATE, 201, { id: 1 }).join()).toContain('"node_id" wasn\'t supplied.')
    expect(checkResponse('POST', CREATE, 200, {})).toEqual(['status 200 is not described'])
    expect(checkResponse('POST', CREATE, 422, { message: 'no' })).toEqual([])
  })
})
