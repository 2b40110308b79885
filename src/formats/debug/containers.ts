import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { composeServices, isComposePath } from '../compose.ts'
import { isDevelopmentPath } from '../development.ts'
import { dockerfile, effectiveInstructions, isDockerfilePath, rangeOfWord, type Stage, variables } from '../dockerfile.ts'
import { type EnvEntry, envEntries } from '../env-entry.ts'
import { expand } from '../expand.ts'
import { containerEnv, isKubernetes, manifests, workloads } from '../kubernetes.ts'
import { at, rangeOf } from '../yaml.ts'
import { outerRange } from './outer-range.ts'
import { type DebugSetting, isDevelopmentFile, unknown } from './setting.ts'
import { exposureOf, variableState } from './variables.ts'

/** Variables that Dockerfiles, Compose files and Kubernetes manifests set. */
export function containerSettings(file: SourceFile): readonly DebugSetting[] {
  if (isDevelopmentPath(file.path)) return []
  if (isDockerfilePath(file.path)) return imageSettings(file)
  if (isComposePath(file.path)) return serviceSettings(file)
  return isKubernetes(file) ? workloadSettings(file) : []
}

/** What the last stage ends up with: stages before it only build. */
function imageSettings(file: SourceFile): DebugSetting[] {
  const last = dockerfile(file).stages.at(-1)
  if (!last || (last.name && isDevelopmentFile(last.name))) return []
  const found = new Map<string, DebugSetting>()
  const values = new Map<string, string>()
  for (const instruction of effectiveInstructions(last)) {
    for (const { name, value, word } of variables(instruction)) {
      const expanded = value === undefined ? undefined : expand(value, (other) => values.get(other))
      if (expanded !== undefined) values.set(name, expanded)
      const exposes = exposureOf(name)
      // A build argument does not reach the program that runs.
      if (!exposes || value === undefined || instruction.keyword !== 'ENV') continue
      found.set(name, {
        subject: subject(name, last),
        range: rangeOfWord(instruction, word),
        state: variableState(name, value, expanded),
        exposes,
      })
    }
  }
  return [...found.values()]
}

function subject(name: string, stage: Stage): string {
  return `${name} in ${stage.subject}`
}

/** A plain `compose.yaml` may be what developers start: only names such as `compose.prod.yaml` say more. */
function serviceSettings(file: SourceFile): DebugSetting[] {
  const mild = !/(?:^|[._/-])(?:prod|production|staging|stage|live|deploy|stack)(?:[._-]|$)/i.test(file.path)
  return composeServices(file)
    .filter(({ profiles }) => !profiles.some(isDevelopmentFile))
    .flatMap((service) => settingsOf(service.environment, service.subject, { mild }))
}

function workloadSettings(file: SourceFile): DebugSetting[] {
  const ofPods = workloads(file).flatMap(({ manifest, containers }) => {
    if (manifest.namespace && isDevelopmentFile(manifest.namespace)) return []
    return containers.flatMap((container) => settingsOf(containerEnv(container), container.subject))
  })
  const ofMaps = manifests(file).flatMap(({ kind, namespace, node, subject }) => {
    if (kind !== 'ConfigMap' || (namespace && isDevelopmentFile(namespace))) return []
    return settingsOf(envEntries(at(node, 'data')), subject)
  })
  return [...ofPods, ...ofMaps]
}

function settingsOf(entries: readonly EnvEntry[], where: string, more: Pick<DebugSetting, 'mild'> = {}): DebugSetting[] {
  return entries.flatMap((entry) => {
    const { name, value, templated } = entry
    const exposes = exposureOf(name)
    if (!exposes) return []
    const elsewhere = value === undefined || templated
    const state = elsewhere ? unknown('Its value comes from elsewhere.') : variableState(name, value)
    return [{ subject: `${name} in ${where}`, range: placeOf(entry), state, exposes, ...more }]
  })
}

/** Name and value where they share a line, else the value. */
function placeOf({ nameRange, valueRange, node }: EnvEntry): Range {
  if (!valueRange || nameRange.start.line !== valueRange.end.line) return valueRange ?? nameRange
  const isPair = node && rangeOf(node).start.column === valueRange.start.column
  return { start: nameRange.start, end: isPair ? outerRange(node).end : valueRange.end }
}
