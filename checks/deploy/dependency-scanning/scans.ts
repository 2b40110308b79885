import { jsonDocument } from '#formats/json'
import { lines, rangeInLine } from '#formats/lines'
import { isActionPath, isWorkflowPath } from '#formats/workflow'
import { at, entries } from '#formats/yaml'
import type { SourceFile } from '#model/snapshot'
import { dependabotWatches, isDependabotPath, isRenovatePath, renovateWatches } from './bots.ts'
import { packageManifest } from './manifests.ts'
import type { Scan, Watch } from './scan.ts'
import { scansOfText } from './script-scans.ts'
import { workflowScans } from './workflow-scans.ts'

export type { Scan, Watch } from './scan.ts'

/** Globs of the files that may ask for a scan of dependencies, besides manifests. */
export const SCANNING_FILES: readonly string[] = [
  '.github/dependabot.{yml,yaml}',
  '.dependabot/config.yml',
  '{,.github/,.gitlab/}{renovate.json,renovate.json5,.renovaterc,.renovaterc.json,.renovaterc.json5}',
  '**/.{github,gitea,forgejo}/workflows/*.{yml,yaml}',
  '**/action.{yml,yaml}',
  '{.gitlab-ci,azure-pipelines,bitbucket-pipelines,buildspec,cloudbuild,appveyor,.travis,.drone,.cirrus,.woodpecker}.{yml,yaml}',
  '{.gitlab,.gitlab-ci,ci,.ci,.azure,.azuredevops,.azure-pipelines,azure-pipelines,.buildkite,.circleci,.semaphore,.woodpecker}/**/*.{yml,yaml,sh}',
  '**/{Jenkinsfile,Jenkinsfile.*,Makefile,makefile,GNUmakefile,justfile,Justfile,Taskfile.yml,Taskfile.yaml,Rakefile,tox.ini,noxfile.py,tasks.py}',
  '**/*.mk',
  '**/.pre-commit-config.yaml',
  '**/lefthook.{yml,yaml}',
  '{scripts,script,bin,hack,tools}/**/*.sh',
  '{.snyk,.whitesource}',
]

/** What a file asks to be scanned. Throws `Unparsable`. */
export function scans(file: SourceFile): readonly Scan[] {
  const { path } = file
  if (isDependabotPath(path) || isRenovatePath(path)) return []
  if (isWorkflowPath(path) || isActionPath(path)) return workflowScans(file)
  if (/(?:^|\/)\.(?:snyk|whitesource)$/.test(path)) return [configured(file)]
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (/^(?:pom\.xml|build\.gradle(?:\.kts)?)$/.test(name)) return buildPlugin(file)
  if (name === 'package.json')
    return entries(at(jsonDocument(file), 'scripts')).flatMap(({ value }) => scansOfText(file, value.start, value.end, name))
  if (packageManifest(file)) return []
  const found = scansOfText(file, 0, file.text.length, name)
  // What a person runs by hand may go on: they read what it prints.
  if (/^(?:scripts|script|bin|hack|tools)\//.test(path)) return found.map((scan) => ({ ...scan, muted: undefined }))
  return [...found, ...included(file, name)]
}

/** What bots watch. Throws `Unparsable`. */
export function watches(file: SourceFile): readonly Watch[] {
  if (isDependabotPath(file.path)) return dependabotWatches(file)
  const isPackage = file.path === 'package.json' && file.text.includes('"renovate"')
  return isRenovatePath(file.path) || isPackage ? renovateWatches(file) : []
}

function configured(file: SourceFile): Scan {
  const tool = file.path.endsWith('.snyk') ? 'Snyk' : 'Mend'
  return { tool, subject: tool, range: rangeInLine(lines(file)[0]!) }
}

/** Plugins of Maven and Gradle that scan when the project is built. */
function buildPlugin(file: SourceFile): readonly Scan[] {
  return lines(file).flatMap((line) =>
    /dependency-check-maven|org\.owasp\.dependencycheck|ossindex-maven-plugin|org\.sonatype\.gradle\.plugins\.scan/.test(line.text)
      ? [{ tool: 'OWASP Dependency-Check', ecosystems: ['maven', 'gradle'] as const, subject: 'plugin', range: rangeInLine(line) }]
      : [],
  )
}

/** Jobs that the makers of other CI systems provide. */
function included(file: SourceFile, name: string): readonly Scan[] {
  return lines(file).flatMap((line) =>
    INCLUDED.test(line.text) && !line.text.trimStart().startsWith('#')
      ? [{ tool: 'a scanner', subject: `${name}: job`, range: rangeInLine(line) }]
      : [],
  )
}

const INCLUDED =
  /(?:Dependency-Scanning|Auto-DevOps)(?:\.latest)?\.gitlab-ci\.yml|components\/dependency-scanning|\b(?:dependency-check-build-task|SnykSecurityScan|AdvancedSecurity-Dependency-Scanning|WhiteSource|snykSecurity|dependencyCheck)\b\s*[@(]?|\bsnyk\/(?:scan|snyk-scan)\b|\bgithub\.com\/(?:Lucas-C\/pre-commit-hooks-safety|pypa\/pip-audit)\b/
