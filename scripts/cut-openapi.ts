/**
 * Cuts the operations that the GitHub on loopback serves out of GitHub's published OpenAPI description. Run by hand, when
 * an operation is added or the description is renewed; the result is committed with its MIT notice:
 *
 *     mkdir /tmp/openapi && cd /tmp/openapi && npm init -y && npm i --ignore-scripts @octokit/openapi@23.0.2   # 385 MB
 *     node scripts/cut-openapi.ts /tmp/openapi/node_modules/@octokit/openapi
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Tree = { [key: string]: Json }

const REPO = '/repos/{owner}/{repo}'
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  '/app': ['get'],
  '/app/hook/config': ['get'],
  '/app/hook/deliveries': ['get'],
  '/app/hook/deliveries/{delivery_id}': ['get'],
  '/app/hook/deliveries/{delivery_id}/attempts': ['post'],
  '/app/installations': ['get'],
  '/app/installations/{installation_id}': ['get'],
  '/app/installations/{installation_id}/access_tokens': ['post'],
  '/app-manifests/{code}/conversions': ['post'],
  '/installation/repositories': ['get'],
  '/meta': ['get'],
  '/orgs/{org}/teams/{team_slug}/memberships/{username}': ['get'],
  '/rate_limit': ['get'],
  [REPO]: ['get'],
  [`${REPO}/installation`]: ['get'],
  [`${REPO}/branches/{branch}`]: ['get'],
  [`${REPO}/check-runs`]: ['post'],
  [`${REPO}/check-runs/{check_run_id}`]: ['get', 'patch'],
  [`${REPO}/check-runs/{check_run_id}/annotations`]: ['get'],
  [`${REPO}/check-suites/{check_suite_id}`]: ['get'],
  [`${REPO}/check-suites/{check_suite_id}/check-runs`]: ['get'],
  [`${REPO}/collaborators/{username}/permission`]: ['get'],
  [`${REPO}/commits`]: ['get'],
  [`${REPO}/commits/{ref}`]: ['get'],
  [`${REPO}/commits/{ref}/check-runs`]: ['get'],
  [`${REPO}/commits/{ref}/check-suites`]: ['get'],
  [`${REPO}/commits/{commit_sha}/pulls`]: ['get'],
  [`${REPO}/compare/{basehead}`]: ['get'],
  [`${REPO}/contents/{path}`]: ['get'],
  [`${REPO}/git/blobs/{file_sha}`]: ['get'],
  [`${REPO}/git/commits/{commit_sha}`]: ['get'],
  [`${REPO}/git/ref/{ref}`]: ['get'],
  [`${REPO}/git/trees/{tree_sha}`]: ['get'],
  [`${REPO}/pulls`]: ['get'],
  [`${REPO}/pulls/{pull_number}`]: ['get'],
  [`${REPO}/pulls/{pull_number}/comments`]: ['get'],
  [`${REPO}/pulls/{pull_number}/commits`]: ['get'],
  [`${REPO}/pulls/{pull_number}/files`]: ['get'],
  [`${REPO}/pulls/{pull_number}/reviews`]: ['get', 'post'],
  [`${REPO}/rules/branches/{branch}`]: ['get'],
  [`${REPO}/tarball/{ref}`]: ['get'],
}
const DROPPED = new Set(['description', 'summary', 'example', 'examples', 'externalDocs', 'x-github', 'tags', 'x-webhooks', 'callbacks'])
/** Below these, keys are names that GitHub chose (a property may be called "description"). */
const NAMING = new Set(['properties', 'schemas', 'parameters', 'responses', 'headers', 'content', 'paths'])

const source = process.argv[2]
if (source === undefined) throw new Error('usage: node scripts/cut-openapi.ts <folder of @octokit/openapi>')
const full = JSON.parse(readFileSync(join(source, 'generated/api.github.com.json'), 'utf8')) as Tree
const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string }

const subset: Tree = {
  openapi: full.openapi!,
  info: {
    title: `Subset of GitHub's REST API description, cut from @octokit/openapi ${version} by scripts/cut-openapi.ts`,
    version,
    license: { name: 'MIT', 'x-notice': readFileSync(join(source, 'LICENSE'), 'utf8').trim() },
  },
  paths: cutPaths(full.paths as Tree),
}
copyReferenced(subset)
mend((subset.components as Record<string, Record<string, Tree>>).schemas!)
writeFileSync(join(import.meta.dirname, '../test/github/openapi/api.github.com.subset.json'), `${JSON.stringify(subset)}\n`)

function cutPaths(paths: Tree): Tree {
  const result: Tree = {}
  for (const [path, methods] of Object.entries(OPERATIONS)) {
    const item = paths[path] as Tree | undefined
    if (item === undefined) throw new Error(`${path} is not in the description`)
    result[path] = Object.fromEntries(methods.map((method) => [method, slim(item[method]!)]))
  }
  return result
}

/** The same schema without prose, and with `nullable` in the only form that ajv compiles. */
function slim(node: Json, named = false): Json {
  if (Array.isArray(node)) return node.map((item) => slim(item))
  if (node === null || typeof node !== 'object') return node
  const kept = Object.entries(node).filter(([key]) => named || !DROPPED.has(key))
  const copy = Object.fromEntries(kept.map(([key, value]) => [key, slim(value, !named && NAMING.has(key))])) as Tree
  return named ? copy : nullable(copy)
}

function nullable(node: Tree): Tree {
  if (node.nullable !== true) return node
  if (Array.isArray(node.enum) && !node.enum.includes(null)) return { ...node, enum: [...node.enum, null] }
  if (node.type !== undefined) return node
  const { nullable: _, ...rest } = node
  return { anyOf: [rest, { type: 'null', nullable: true }] }
}

/** Where GitHub's own answers are known to leave its description (github-platform.md, 1.4 and 2.2). */
function mend(schemas: Record<string, Tree>): void {
  const property = (schema: string, ...path: readonly string[]): Tree =>
    path.reduce((node, name) => (node.properties as Record<string, Tree>)[name]!, schemas[schema]!)
  const conclusion = property('check-run', 'conclusion')
  conclusion.enum = [...(conclusion.enum as Json[]), 'stale']
  for (const pull of ['pull-request', 'pull-request-simple']) {
    const head = property(pull, 'head').properties as Record<string, Tree>
    for (const gone of ['repo', 'user']) head[gone] = { anyOf: [head[gone]!, { type: 'null', nullable: true }] }
  }
}

function copyReferenced(target: Tree): void {
  const pending = references(target)
  const components: Record<string, Tree> = {}
  for (const ref of pending) {
    const [, , kind, name] = ref.split('/') as [string, string, string, string]
    const group = components[kind] ?? {}
    components[kind] = group
    if (group[name] !== undefined) continue
    group[name] = slim(((full.components as Tree)[kind] as Tree)[name]!)
    pending.push(...references(group[name]))
  }
  target.components = components
}

function references(node: Json): string[] {
  if (node === null || typeof node !== 'object') return []
  if (Array.isArray(node)) return node.flatMap(references)
  const own = typeof node.$ref === 'string' ? [node.$ref] : []
  return [...own, ...Object.values(node).flatMap(references)]
}
