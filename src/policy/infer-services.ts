import { type OwnerRule, ownerRuleOf } from '#formats/codeowners'
import type { PathClass } from '#model/path-class'

export interface InferredService {
  readonly name: string
  readonly paths: readonly string[]
  readonly owner?: string | undefined
  /** The file that gives it away. */
  readonly because: string
}

/** Manifests of something that is built or run by itself. The earlier kind counts more: an image is run, a package may be a library. */
const MANIFESTS =
  /^(?:Dockerfile|Containerfile|go\.mod|package\.json|pyproject\.toml|requirements\.txt|pom\.xml|build\.gradle(?:\.kts)?|Cargo\.toml|Gemfile|composer\.json|mix\.exs|[\w.-]+\.csproj)$/

/** Folders that hold shared code by custom, not services. */
const SHARED: ReadonlySet<string> = new Set([
  'packages',
  'libs',
  'lib',
  'shared',
  'common',
  'tools',
  'scripts',
  'docs',
  'deploy',
  'infra',
  'ci',
])

/** The folders of a repository that look like services: each has a manifest of its own and lies in no other one. */
export function inferServices(
  paths: readonly string[],
  classOf: (path: string) => PathClass,
  owners: readonly OwnerRule[] = [],
): readonly InferredService[] {
  const manifests = paths.filter((path) => path.includes('/') && MANIFESTS.test(nameOf(path)) && classOf(path) === 'production')
  const byFolder = Map.groupBy(manifests, folderOf)
  const folders = [...byFolder.keys()].filter((folder) => !folder.split('/').some((part) => SHARED.has(part) || part.startsWith('.')))
  const outermost = folders
    .filter((folder) => !folders.some((other) => folder.startsWith(`${other}/`)))
    .toSorted((a, b) => (a < b ? -1 : 1))
  return withNames(outermost).map(({ name, folder }) => ({
    name,
    paths: [`${escaped(folder)}/**`],
    owner: ownerRuleOf(owners, `${folder}/x`)?.owners[0],
    because: byFolder.get(folder)!.toSorted((a, b) => a.length - b.length)[0]!,
  }))
}

/** The last part of the folder, or all of it where two would be called the same. */
function withNames(folders: readonly string[]) {
  const count = new Map<string, number>()
  for (const folder of folders) count.set(nameOf(folder), (count.get(nameOf(folder)) ?? 0) + 1)
  return folders.map((folder) => ({ folder, name: count.get(nameOf(folder)) === 1 ? nameOf(folder) : folder.replaceAll('/', '-') }))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

/** A folder is meant as it is called: `app/[locale]`. */
function escaped(folder: string): string {
  return folder.replace(/[*?[\]{}()!+@]/g, '\\$&')
}
