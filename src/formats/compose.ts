import type { SourceFile } from '#model/snapshot'
import { type EnvEntry, envEntries } from './env-entry.ts'
import { perFile } from './per-file.ts'
import { at, entries, items, scalar, text, type YamlMap, type YamlNode, type YamlScalar, yamlDocuments } from './yaml.ts'

/** One service of a Compose (or Swarm stack) file. */
export interface ComposeService {
  readonly name: string
  readonly key: YamlScalar
  /** With `image`, `command`, `healthcheck`, `ports`, `user`…: look up with `at`. */
  readonly node: YamlMap
  readonly image?: YamlScalar | undefined
  /** The image is built here, so its name is only what the result is called. */
  readonly build?: YamlNode | undefined
  readonly environment: readonly EnvEntry[]
  /** Started only when one of these is asked for. */
  readonly profiles: readonly string[]
  /** `service web`. */
  readonly subject: string
}

/** `compose.yaml`, `docker-compose.prod.yml`, `prod.compose.yml`, `docker-stack.yml`. */
export function isComposePath(path: string): boolean {
  return /(?:^|[/.])(?:docker-)?(?:compose|stack)(?:[.-][\w.-]+)?\.ya?ml$/i.test(path)
}

/** Compose files that only work on the machine of a developer: overrides, those named after development or tests, and those of scripts. */
export function isDevelopmentCompose(path: string): boolean {
  if (!isComposePath(path)) return false
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  return name.split(/[.\-_]/).some((word) => DEVELOPMENT.has(word)) || /(?:^|\/)scripts\//.test(path)
}

/** The services of a file; none of a file that is not named like a Compose file. Throws `Unparsable`. */
export const composeServices: (file: SourceFile) => readonly ComposeService[] = perFile((file) => {
  if (!isComposePath(file.path)) return []
  return yamlDocuments(file).flatMap((document) => entries(at(document, 'services') ?? oldServices(document)).flatMap(serviceOf))
})

const DEVELOPMENT = new Set([
  'override',
  'dev',
  'devel',
  'develop',
  'development',
  'local',
  'debug',
  'test',
  'tests',
  'testing',
  'e2e',
  'ci',
])

/** Version 1 had its services at the top. */
function oldServices(document: YamlNode): YamlNode | undefined {
  const looksOld = entries(document).some(({ value }) => value.kind === 'map' && (at(value, 'image') ?? at(value, 'build')))
  return looksOld && !at(document, 'include') ? document : undefined
}

function serviceOf({ key, value }: { readonly key: YamlScalar; readonly value: YamlNode }): readonly ComposeService[] {
  if (value.kind !== 'map' || key.text.startsWith('x-')) return []
  const image = scalar(at(value, 'image'))
  return [
    {
      name: key.text,
      key,
      node: value,
      image: image?.value === null ? undefined : image,
      build: at(value, 'build'),
      environment: envEntries(at(value, 'environment')),
      profiles: items(at(value, 'profiles')).flatMap((profile) => text(profile) ?? []),
      subject: `service ${key.text}`,
    },
  ]
}
