import { type Job, type Step, workflow } from '#formats/workflow'
import { at, entry, rangeOf, scalar, text, type YamlMap } from '#formats/yaml'
import type { SourceFile } from '#model/snapshot'
import type { PackageEcosystem } from './manifests.ts'
import type { Scan } from './scan.ts'
import { scansOfText } from './script-scans.ts'

/** What the steps of a workflow or a composite action scan, and which of their jobs do it by workflows of others. */
export function workflowScans(file: SourceFile): readonly Scan[] {
  return (workflow(file)?.jobs ?? []).flatMap((job) => {
    if (isOff(job.node)) return []
    const shared = scalar(at(job.node, 'uses'))
    const own = shared && toolOf(shared.text, undefined)
    const whole: readonly Scan[] = own ? [{ ...own, subject: `${job.subject}: ${own.tool}`, range: rangeOf(shared) }] : []
    const publishes = job.steps.some(({ uses }) => /upload-sarif/.test(uses?.text ?? ''))
    return [...whole, ...job.steps.flatMap((step) => ofStep(job, step, publishes))]
  })
}

function isOff(node: YamlMap): boolean {
  return scalar(at(node, 'if'))?.value === false || /^\$\{\{\s*false\s*\}\}$/.test(text(at(node, 'if')) ?? '')
}

/** Where findings are uploaded, going on is how they get there. */
function ofStep(job: Job, step: Step, publishes: boolean): readonly Scan[] {
  if (isOff(step.node)) return []
  const goesOn = publishes ? undefined : (goingOn(step.node) ?? goingOn(job.node))
  const used = step.uses && toolOf(step.uses.text, step)
  const found: readonly Scan[] = [
    ...(used && step.uses ? [{ ...used, subject: `${job.subject}: ${used.tool}`, range: rangeOf(step.uses) }] : []),
    ...(step.run ? scansOfText(file(step), step.run.start, step.run.end, job.subject) : []),
  ]
  return found.map((scan) => (goesOn && !scan.muted ? { ...scan, muted: 'step', range: goesOn } : scan))
}

function file({ node }: Step): SourceFile {
  return node.file
}

function goingOn(node: YamlMap) {
  const found = entry(node, 'continue-on-error')
  return found?.value.kind === 'scalar' && found.value.value === true
    ? { start: rangeOf(found.key).start, end: rangeOf(found.value).end }
    : undefined
}

type Tool = Pick<Scan, 'tool' | 'ecosystems'>

function toolOf(uses: string, step: Step | undefined): Tool | undefined {
  const name = uses.split('@', 1)[0]!.toLowerCase()
  const snyk = /^snyk\/actions\/([\w-]+)/.exec(name)?.[1]
  if (snyk) return snykOf(snyk, text(at(step?.with, 'args')) ?? '')
  if (name === 'aquasecurity/trivy-action') return trivyOf(step)
  if (name === 'anchore/scan-action') return at(step?.with, 'path') || at(step?.with, 'sbom') ? { tool: 'Grype' } : undefined
  const found = ACTIONS.find(([form]) => form.test(name))
  if (!found) return
  const [, tool, ...ecosystems] = found
  return { tool, ecosystems: ecosystems.length > 0 ? ecosystems : undefined }
}

function snykOf(language: string, args: string): Tool | undefined {
  if (/^(?:docker|iac|setup|cocoapods)$/.test(language)) return
  const ecosystems = SNYK[language.replace(/-[\d.]+$/, '')]
  return { tool: 'Snyk', ecosystems: args.includes('--all-projects') ? undefined : ecosystems }
}

const SNYK: Readonly<Record<string, readonly PackageEcosystem[]>> = {
  python: ['pip'],
  node: ['npm'],
  golang: ['gomod'],
  maven: ['maven'],
  gradle: ['gradle'],
  ruby: ['bundler'],
  php: ['composer'],
  dotnet: ['nuget'],
  swift: ['swift'],
}

/** It looks at images by default, and at settings or secrets alone when it is told so. */
function trivyOf(step: Step | undefined): Tool | undefined {
  const kind = text(at(step?.with, 'scan-type')) ?? 'image'
  const scanners = text(at(step?.with, 'scanners')) ?? text(at(step?.with, 'security-checks')) ?? 'vuln'
  return /^(?:fs|filesystem|repo|repository|rootfs|sbom)$/.test(kind) && scanners.includes('vuln') ? { tool: 'Trivy' } : undefined
}

const ACTIONS: readonly (readonly [form: RegExp, tool: string, ...ecosystems: PackageEcosystem[]])[] = [
  [/^google\/osv-scanner/, 'OSV-Scanner'],
  [/^actions\/dependency-review-action$/, 'dependency review'],
  [/^dependency-check\//, 'OWASP Dependency-Check'],
  [/gh-action-pip-audit$/, 'pip-audit', 'pip'],
  [/^pyupio\/safety/, 'Safety', 'pip'],
  [/govulncheck-action$/, 'govulncheck', 'gomod'],
  [/nancy-github-action$/, 'nancy', 'gomod'],
  [/(?:^|\/)audit-check$|cargo-deny-action$/, 'cargo audit', 'cargo'],
  [/security-checker-action$/, 'composer audit', 'composer'],
  [/bundler-audit/, 'bundler-audit', 'bundler'],
  [/npm-audit-action$|audit-ci/, 'npm audit', 'npm'],
  [/^renovatebot\/github-action$/, 'Renovate'],
  [
    /(?:^|[/_-])(?:(?:dependency|dependencies|deps|vuln\w*)[-_](?:review|scan\w*|check|checks|audit)|(?:node|packages?)[-_](?:package[-_])?audit)(?:[-_.]|$)/,
    'a scanner',
  ],
  [/(?:^|[/_-])(?:govulncheck|osv-(?:scan\w*|detector)|snyk(?:-\w+)?|pip-audit|npm-audit|sca-scan\w*)(?:[-_.]|$)/, 'a scanner'],
  [/^(?:socketdev|veracode|mend|whitesource|blackduck-inc|synopsys-sig|checkmarx|jfrog\/frogbot|endorlabs|fossas)\//, 'a scanner'],
]
