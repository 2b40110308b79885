import { createRequire } from 'node:module'
import { renderAccount } from '../render/accounts.ts'
import { renderRepository } from '../render/repositories.ts'
import type { Account, Installation, Repository } from '../state/nouns.ts'
import { fullName, nodeId, type World } from '../state/world.ts'

type Payload = Readonly<Record<string, unknown>>

interface ExampleSet {
  readonly name: string
  readonly examples: readonly Payload[]
}

/** Resolved late: ten megabytes that only a GitHub with an app needs. */
let examples: ReadonlyMap<string, readonly Payload[]> | undefined
const texts = new Map<string, string>()

/** What one event says, before it is put on GitHub's own example of it. */
export interface Said {
  readonly event: string
  readonly action: string | null
  readonly parts: Payload
  readonly sender: Account
  readonly repository: Repository | undefined
  readonly installation: Installation
}

/** A payload as GitHub shapes it: its published example, with everything that we know put over it. */
export function buildPayload(world: World, said: Said): object {
  const { action, repository, installation, sender } = said
  const example = exampleOf(world, said)
  const own: Record<string, unknown> = { ...(action !== null && { action }), ...said.parts, sender: renderAccount(world, sender) }
  if (repository !== undefined) own.repository = pick(said, renderRepository(world, repository))
  if (installation.account.type === 'Organization') own.organization = renderAccount(world, installation.account)
  own.installation ??= { id: installation.id, node_id: nodeId('I', installation.id) }
  const { organization: _, enterprise: __, ...shape } = example
  const merged = Object.entries(own).map(([key, value]) => [key, overlay(shape[key], value)])
  return { ...shape, ...Object.fromEntries(merged) }
}

/** Pushes carry times as numbers, every other event as text. */
function pick({ event }: Said, repository: ReturnType<typeof renderRepository>): object {
  if (event !== 'push') return repository
  const seconds = (date: string): number => Date.parse(date) / 1_000
  return {
    ...repository,
    created_at: seconds(repository.created_at),
    pushed_at: seconds(repository.pushed_at),
    master_branch: repository.default_branch,
  }
}

/** Keeps what an example has and we do not know, one level deep. */
function overlay(example: unknown, own: unknown): unknown {
  return isObject(example) && isObject(own) ? { ...example, ...own } : own
}

function isObject(value: unknown): value is Payload {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function exampleOf(world: World, { event, action, repository }: Said): Payload {
  const key = `${event} ${action}`
  const text = texts.get(key) ?? JSON.stringify(findExample(event, action))
  texts.set(key, text)
  const named = repository === undefined ? text : text.replaceAll(/Codertocat\/Hello-World|octo-org\/octo-repo/g, fullName(repository))
  const example = JSON.parse(named.replaceAll(/https:\/\/(?:api\.)?github\.com/g, world.url)) as Payload
  return isObject(example.changes) ? { ...example, changes: undefined } : example
}

function findExample(event: string, action: string | null): Payload {
  examples ??= loadExamples()
  const all = examples.get(event) ?? []
  return all.find((example) => (example.action ?? null) === action) ?? all[0] ?? {}
}

function loadExamples(): ReadonlyMap<string, readonly Payload[]> {
  const sets = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly ExampleSet[]
  return new Map(sets.map(({ name, examples }) => [name, examples]))
}
