import { jsonDocument } from '#formats/json'
import { at, entries, items, scalar, text, type YamlNode, yamlDocuments } from '#formats/yaml'
import type { SourceFile } from '#model/snapshot'
import type { PackageEcosystem } from './manifests.ts'
import type { Watch } from './scan.ts'

export function isDependabotPath(path: string): boolean {
  return /^\.github\/dependabot\.ya?ml$|^\.dependabot\/config\.yml$/.test(path)
}

export function isRenovatePath(path: string): boolean {
  return /^(?:\.github\/|\.gitlab\/|)(?:renovate\.json5?|\.renovaterc(?:\.json5?)?)$/.test(path)
}

/** What Dependabot is told to watch. Throws `Unparsable`. */
export function dependabotWatches(file: SourceFile): readonly Watch[] {
  return yamlDocuments(file).flatMap((document) =>
    items(at(document, 'updates') ?? at(document, 'update_configs')).flatMap((update): readonly Watch[] => {
      const name = text(at(update, 'package-ecosystem')) ?? text(at(update, 'package_manager')) ?? ''
      const ecosystem = ECOSYSTEMS[name]
      const one = text(at(update, 'directory'))
      const directories = [...(one ? [one] : []), ...items(at(update, 'directories')).flatMap((node) => text(node) ?? [])]
      if (!ecosystem || ignoresAll(update)) return []
      return [{ bot: 'Dependabot', ecosystem, directories: directories.map((directory) => directory.replace(/^\.?\/+|\/+$/g, '')) }]
    }),
  )
}

function ignoresAll(update: YamlNode): boolean {
  return items(at(update, 'ignore')).some(
    (rule) => text(at(rule, 'dependency-name')) === '*' && !at(rule, 'update-types') && !at(rule, 'versions'),
  )
}

/** A bot that is switched on watches all that its managers know. Throws `Unparsable`. */
export function renovateWatches(file: SourceFile): readonly Watch[] {
  const root = jsonDocument(file)
  const settings = file.path.endsWith('package.json') ? at(root, 'renovate') : root
  if (!settings || scalar(at(settings, 'enabled'))?.value === false || entries(settings).length === 0) return []
  const managers = items(at(settings, 'enabledManagers')).flatMap((node) => text(node) ?? [])
  if (managers.length === 0) return [{ bot: 'Renovate' }]
  return [...new Set(managers.flatMap((manager) => ECOSYSTEMS[manager] ?? []))].map((ecosystem) => ({ bot: 'Renovate', ecosystem }))
}

/** As Dependabot and Renovate call them. */
const ECOSYSTEMS: Readonly<Record<string, PackageEcosystem>> = {
  npm: 'npm',
  bun: 'npm',
  javascript: 'npm',
  pip: 'pip',
  uv: 'pip',
  python: 'pip',
  poetry: 'pip',
  pep621: 'pip',
  pipenv: 'pip',
  pip_requirements: 'pip',
  'pip-compile': 'pip',
  pip_setup: 'pip',
  gomod: 'gomod',
  'go:modules': 'gomod',
  maven: 'maven',
  'java:maven': 'maven',
  gradle: 'gradle',
  'java:gradle': 'gradle',
  bundler: 'bundler',
  'ruby:bundler': 'bundler',
  composer: 'composer',
  'php:composer': 'composer',
  cargo: 'cargo',
  'rust:cargo': 'cargo',
  nuget: 'nuget',
  'dotnet:nuget': 'nuget',
  mix: 'mix',
  pub: 'pub',
  swift: 'swift',
}
