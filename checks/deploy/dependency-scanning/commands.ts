import type { PackageEcosystem } from './manifests.ts'

export interface Command {
  readonly tool: string
  readonly ecosystems?: readonly PackageEcosystem[] | undefined
  /** It goes on as if nothing had been found. */
  readonly isMuted: boolean
  /** It goes on, and leaves what it found in this file. */
  readonly report?: string | undefined
}

/** The scan that a line of a shell script begins; `undefined` of any other line. */
export function scanIn(line: string): Command | undefined {
  const text = line.slice(0, MAX_LINE).replace(/^\s*#.*|\s#\s.*$/, '')
  if (TALKING.test(text)) return
  for (const [form, tool, ...ecosystems] of COMMANDS) {
    if (!form.test(text) || INSTALLING.test(text)) continue
    return { tool, ecosystems: ecosystems.length > 0 ? ecosystems : undefined, ...endOf(text) }
  }
  return
}

function endOf(text: string): Pick<Command, 'isMuted' | 'report'> {
  if (!MUTED.test(text)) return { isMuted: false }
  const said = text.replaceAll(NOWHERE, ' ')
  return { isMuted: !REPORTING.test(said), report: TOLD.test(said) ? undefined : REPORT.exec(said)?.[1] }
}

const MAX_LINE = 2000

/** It only says that something will be scanned. */
const TALKING = /^\s*(?:-\s+)?(?:run:\s*)?(?:echo|printf|log_\w+|print|Write-Host|description:|name:|-\s+name:)[^&;]*$/

const INSTALLING =
  /\b(?:pip3?|pipx|uv|npm|pnpm|yarn|brew|apt-get|apt|gem|cargo|go|dotnet\s+tool|apk)\s+(?:tool\s+|pip\s+)?(?:install|add|i|get)\s[^&|;]*$|\bnpm\s+audit\s+(?:fix|signatures)|--version\b/
const MUTED =
  /\|\|\s*(?:true\b|:(?=\s|$)|exit\s+0|echo\b|\/bin\/true)|;\s*(?:true|exit\s+0)\s*$|--audit-level[= ]none\b|--exit-zero\b|--no-fail\b/
/** The result goes into a file that something else looks at. */
const REPORTING = />\s*[\w./$"'-]+|\|\s*(?:tee|jq)\b|--(?:output|sarif-file-output|json-file-output)\b/

/** The name of that file, as whoever looks at it later has to write it. */
const REPORT =
  /(?:>|\btee\s(?:-a\s)?|--(?:output|sarif-file-output|json-file-output)[=\s])\s*["']?(?:[\w.-]+\/)*([\w-]+\.(?:json|txt|log|md|html|sarif|xml|csv|out))\b/
/** What a later step or a person is told of it. */
const TOLD = /\bGITHUB_(?:OUTPUT|ENV|STEP_SUMMARY)\b|\bset-output\b|\btask\.setvariable\b/
const NOWHERE = /\d?>+\s*\/dev\/(?:null|stderr|stdout)\b/g

const COMMANDS: readonly (readonly [form: RegExp, tool: string, ...ecosystems: PackageEcosystem[]])[] = [
  [/\bsnyk(?:\s+--?[\w=-]+)*\s+(?:test|monitor)\b/, 'Snyk'],
  [/\bosv-scanner\b/, 'OSV-Scanner'],
  [/\btrivy\s(?:.*\s)?(?:fs|filesystem|repo|repository|rootfs)\b/, 'Trivy'],
  [/\bgrype\s+(?:dir:|sbom:|\.)/, 'Grype'],
  [/\bdependency-check(?:\.sh|\.bat)?\s+(?:-|\S+\s+-)/, 'OWASP Dependency-Check'],
  [/\bpip-audit\b|\bpip_audit\b/, 'pip-audit', 'pip'],
  [/(?:^|[\s&|;"'])safety\s+(?:check|scan|--\w+\s+(?:check|scan))\b/, 'Safety', 'pip'],
  [/\buv\s+audit\b|\bpoetry\s+audit\b/, 'uv audit', 'pip'],
  [
    /\b(?:npm|pnpm|yarn|bun)\s+(?:npm\s+|(?:-\S+|--\S+)\s+)*audit\b|\b(?:npm|pnpm|yarn|bun)\s+run\s+(?:[\w-]+:)*audit(?![\w-])|\baudit-ci\b|\bbetter-npm-audit\b|\bnpm-audit-resolver\b|\bauditjs\b/,
    'npm audit',
    'npm',
  ],
  [/\bgovulncheck\b/, 'govulncheck', 'gomod'],
  [/\bnancy\s+sleuth\b|\|\s*nancy\b/, 'nancy', 'gomod'],
  [/\bbundle-audit\b|\bbundler-audit\b|\bbundle\s+audit\b|\bruby-audit\b/, 'bundler-audit', 'bundler'],
  [/\bcargo\s+(?:audit|deny)\b/, 'cargo audit', 'cargo'],
  [
    /\bcomposer\s+(?:\S+\s+)?audit\b|\blocal-php-security-checker\b|\bsymfony\s+(?:check:security|security:check)\b/,
    'composer audit',
    'composer',
  ],
  [/\bdotnet\s+(?:list|package\s+list)\b.*--vulnerable\b|\bdotnet-retire\b/, 'dotnet list package --vulnerable', 'nuget'],
  [
    /\bdependency-check(?:-maven)?:(?:[\d.]+:)?(?:check|aggregate)\b|\bdependencyCheck(?:Analyze|Aggregate)\b/,
    'OWASP Dependency-Check',
    'maven',
    'gradle',
  ],
  [/\bmix\s+(?:deps|hex)\.audit\b/, 'mix deps.audit', 'mix'],
  [
    /\bretire\s+--|\bowasp-?depscan\b|\bdepscan\b|\bjf\s+audit\b|\bmend\s+(?:dep|sca)\b|\bfossa\s+(?:analyze|test)\b|\bsemgrep\s.*--supply-chain\b|\bveracode\s+scan\b|\bsrcclr\b|\bdocker\s+scout\s+cves\s+fs:/,
    'a scanner',
  ],
]
