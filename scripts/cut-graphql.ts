/**
 * Cuts the types, fields and arguments that the GitHub on loopback serves out of GitHub's published GraphQL schema, so that
 * a query for anything else is refused. Run by hand; the result is committed with its MIT notice:
 *
 *     mkdir /tmp/graphql && cd /tmp/graphql && npm init -y && npm i --ignore-scripts @octokit/graphql-schema@15.26.1
 *     node scripts/cut-graphql.ts /tmp/graphql/node_modules/@octokit/graphql-schema
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DefinitionNode, type FieldDefinitionNode, Kind, parse, print, type TypeNode } from 'graphql'

/** Per type, the fields; a field that takes arguments names those that are served. */
const SERVED: Readonly<Record<string, string>> = {
  Query: 'id repository(owner,name) node(id) rateLimit',
  Repository:
    'id databaseId name nameWithOwner owner isPrivate isArchived isFork defaultBranchRef ref(qualifiedName) object(oid,expression) pullRequest(number) pullRequests(first,after,states,headRefName,baseRefName,orderBy)',
  RepositoryOwner: 'id login',
  Actor: 'login',
  User: 'id login databaseId',
  Organization: 'id login databaseId',
  Bot: 'id login databaseId',
  Node: 'id',
  Ref: 'id name prefix target',
  GitObject: 'id oid',
  Commit:
    'id oid message messageHeadline committedDate tree file(path) parents(first,after) associatedPullRequests(first,after) history(first,after,path)',
  CommitConnection: 'nodes pageInfo totalCount',
  CommitHistoryConnection: 'nodes pageInfo totalCount',
  Tree: 'id oid entries',
  TreeEntry: 'name path mode type oid size object',
  Blob: 'id oid byteSize isBinary isTruncated text',
  PullRequest:
    'id databaseId fullDatabaseId number title state isDraft merged author authorAssociation baseRef baseRefName baseRefOid headRef headRefName headRefOid headRepository baseRepository isCrossRepository changedFiles createdAt updatedAt closedAt mergedAt mergeCommit reviews(first,after,states)',
  PullRequestConnection: 'nodes pageInfo totalCount',
  PullRequestReview: 'id databaseId state author authorAssociation body submittedAt commit comments(first,after)',
  PullRequestReviewComment: 'id databaseId body path outdated',
  PullRequestReviewCommentConnection: 'nodes pageInfo totalCount',
  PullRequestReviewConnection: 'nodes pageInfo totalCount',
  PageInfo: 'hasNextPage hasPreviousPage startCursor endCursor',
  RateLimit: 'cost limit nodeCount remaining resetAt used',
}

const source = process.argv[2]
if (source === undefined) throw new Error('usage: node scripts/cut-graphql.ts <folder of @octokit/graphql-schema>')
const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string }
const full = parse(readFileSync(join(source, 'schema.graphql'), 'utf8'), { noLocation: true })
const byName = new Map(full.definitions.flatMap((node) => ('name' in node && node.name ? [[node.name.value, node] as const] : [])))
const kept = new Map(Object.keys(SERVED).map((name) => [name, cut(byName.get(name)!, name)]))
for (const definition of kept.values()) keepReferenced(definition)

const notice = readFileSync(join(source, 'LICENSE.md'), 'utf8').trim().replaceAll(/^/gm, '# ').replaceAll(/ +$/gm, '')
const header = `# Subset of GitHub's GraphQL schema, cut from @octokit/graphql-schema ${version} by scripts/cut-graphql.ts\n#\n${notice}\n\n`
const body = [...kept.values()].map((definition) => print(definition)).join('\n\n')
writeFileSync(join(import.meta.dirname, '../test/github/graphql/schema.graphql'), `${header}${body}\n`)

function cut(node: DefinitionNode, name: string): DefinitionNode {
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) throw new Error(`${name} has no fields`)
  const served = new Map([...SERVED[name]!.matchAll(/(\w+)(?:\(([\w,]+)\))?/g)].map((match) => [match[1]!, match[2]?.split(',') ?? []]))
  const fields = node.fields?.filter((field) => served.has(field.name.value)).map((field) => cutField(field, served.get(field.name.value)!))
  if (fields?.length !== served.size) throw new Error(`${name} lacks one of: ${[...served.keys()].join(' ')}`)
  const interfaces = node.interfaces?.filter((implemented) => implemented.name.value in SERVED)
  return { ...bare(node), fields, interfaces: interfaces ?? [] }
}

function cutField(field: FieldDefinitionNode, args: readonly string[]): FieldDefinitionNode {
  const kept = field.arguments?.filter((argument) => args.includes(argument.name.value))
  if (kept?.length !== args.length) throw new Error(`${field.name.value} lacks one of: ${args.join(' ')}`)
  return { ...bare(field), arguments: kept.map(bare) }
}

/** Enums, scalars and input types are kept whole. */
function keepReferenced(definition: DefinitionNode): void {
  for (const name of referenced(definition)) {
    const target = byName.get(name)
    if (target !== undefined && !kept.has(name)) kept.set(name, plain(target))
  }
}

function plain(node: DefinitionNode): DefinitionNode {
  if (node.kind === Kind.ENUM_TYPE_DEFINITION) return { ...bare(node), values: (node.values ?? []).map(bare) }
  if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) return { ...bare(node), fields: (node.fields ?? []).map(bare) }
  if (node.kind === Kind.SCALAR_TYPE_DEFINITION) return bare(node)
  throw new Error(`${node.kind} is referenced and not served`)
}

/** Without prose and without GitHub's own directives. */
function bare<T extends { readonly description?: unknown; readonly directives?: unknown }>(node: T): Omit<T, 'description'> {
  const { description: _, ...rest } = node
  return { ...rest, directives: [] }
}

function referenced(definition: DefinitionNode): readonly string[] {
  if (!('fields' in definition)) return []
  return (definition.fields ?? []).flatMap((field) => {
    const args = 'arguments' in field ? (field.arguments ?? []).map((argument) => typeName(argument.type)) : []
    return [typeName(field.type), ...args]
  })
}

function typeName(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeName(type.type)
}
