import type { SourceFile } from '#model/snapshot'
import { type EnvEntry, envEntries } from './env-entry.ts'
import { perFile } from './per-file.ts'
import { at, entries, entry, items, scalar, text, type YamlMap, type YamlNode, type YamlScalar, yamlDocuments } from './yaml.ts'

/** A GitHub Actions workflow, or the composite action of an `action.yml` as a workflow of one job. */
export interface Workflow {
  readonly node: YamlMap
  readonly name?: string | undefined
  /** The events that start it. */
  readonly events: readonly string[]
  /** What `on` holds for an event: `at(triggers, 'push', 'branches')`. */
  readonly triggers?: YamlNode | undefined
  readonly permissions?: YamlNode | undefined
  readonly env: readonly EnvEntry[]
  readonly jobs: readonly Job[]
}

export interface Job {
  readonly id: string
  readonly key: YamlScalar
  readonly node: YamlMap
  readonly permissions?: YamlNode | undefined
  readonly env: readonly EnvEntry[]
  /** The image that its steps run in. */
  readonly container?: YamlScalar | undefined
  readonly services: readonly JobService[]
  readonly steps: readonly Step[]
  /** `job build`. */
  readonly subject: string
}

export interface JobService {
  readonly name: string
  readonly image: YamlScalar
}

export interface Step {
  readonly node: YamlMap
  /** How it is told apart: its id, its name, what it uses, or the first line that it runs. */
  readonly label: string
  /** `owner/action@ref`, `./path`, `docker://image`. */
  readonly uses?: YamlScalar | undefined
  readonly run?: YamlScalar | undefined
  /** The inputs: `at(step.with, 'push')`. */
  readonly with?: YamlNode | undefined
  readonly env: readonly EnvEntry[]
}

export function isWorkflowPath(path: string): boolean {
  return /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/.test(path)
}

export function isActionPath(path: string): boolean {
  return /(?:^|\/)action\.ya?ml$/.test(path)
}

/** The workflow of a file; `undefined` of a file that is not where workflows and actions are. Throws `Unparsable`. */
export const workflow: (file: SourceFile) => Workflow | undefined = perFile((file) => {
  if (!isWorkflowPath(file.path) && !isActionPath(file.path)) return
  const node = yamlDocuments(file)[0]
  if (node?.kind !== 'map') return
  const triggers = at(node, 'on')
  const action = entry(node, 'runs')
  return {
    node,
    name: text(at(node, 'name')),
    events: [triggers, ...items(triggers)].flatMap((event) => text(event) ?? []).concat(entries(triggers).map(({ key }) => key.text)),
    triggers,
    permissions: at(node, 'permissions'),
    env: envEntries(at(node, 'env')),
    jobs: action ? jobOf(action) : entries(at(node, 'jobs')).flatMap(jobOf),
  }
})

function jobOf({ key, value }: { readonly key: YamlScalar; readonly value: YamlNode }): readonly Job[] {
  if (value.kind !== 'map') return []
  const container = at(value, 'container')
  return [
    {
      id: key.text,
      key,
      node: value,
      permissions: at(value, 'permissions'),
      env: envEntries(at(value, 'env')),
      container: imageAt(container) ?? imageAt(at(container, 'image')),
      services: entries(at(value, 'services')).flatMap(serviceOf),
      steps: items(at(value, 'steps')).flatMap(stepOf),
      subject: `job ${key.text}`,
    },
  ]
}

function serviceOf({ key, value }: { readonly key: YamlScalar; readonly value: YamlNode }): readonly JobService[] {
  const image = imageAt(at(value, 'image'))
  return image ? [{ name: key.text, image }] : []
}

function imageAt(node: YamlNode | undefined): YamlScalar | undefined {
  return text(node) ? scalar(node) : undefined
}

function stepOf(node: YamlNode): readonly Step[] {
  if (node.kind !== 'map') return []
  const uses = scalar(at(node, 'uses'))
  const run = scalar(at(node, 'run'))
  const label = text(at(node, 'id')) ?? text(at(node, 'name')) ?? actionOf(uses) ?? run?.text.trim().split('\n', 1)[0] ?? ''
  return [{ node, label, uses, run, with: at(node, 'with'), env: envEntries(at(node, 'env')) }]
}

/** Without the version, which is what a finding may be about. */
function actionOf(uses: YamlScalar | undefined): string | undefined {
  return uses && /^(?:docker:\/\/)?[^@:]*/.exec(uses.text)?.[0]
}
