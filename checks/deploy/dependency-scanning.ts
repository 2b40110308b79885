import { matchesGlob } from '#formats/glob'
import { firstLine } from '#formats/lines'
import { type Filed, LEVELS, type Observation, type Problem } from '#model/check'
import { repositoryCheck } from '#model/checks'
import type { Range } from '#model/location'
import { MANIFEST_FILES, type PackageEcosystem, type PackageManifest, packageManifest } from './dependency-scanning/manifests.ts'
import { SCANNING_FILES, type Scan, scans, type Watch, watches } from './dependency-scanning/scans.ts'
import { bad, good } from './dependency-scanning.examples.ts'

type Fact = { readonly manifest: PackageManifest; readonly range: Range } | { readonly scan: Scan } | { readonly watch: Watch }

export default repositoryCheck<Fact>({
  title: 'Dependencies are scanned for vulnerabilities',
  severity: 'high',
  kind: 'static',
  level: LEVELS.fromStandard,
  since: '1.0',
  effort: '30m',
  why: `
    Most of what runs in production was written by others, and its flaws are published with instructions. Attackers read those
    lists on the day they appear; a team that nothing tells learns of them from the attack. A scan whose result is thrown
    away is worse than none, because it looks like one.`,
  remedy: `
    Write \`.github/dependabot.yml\` with one entry for each kind of package and folder, and let a pull request fail on what
    it would add:

        version: 2
        updates:
          - { package-ecosystem: npm, directory: /, schedule: { interval: weekly } }

    or add a step such as \`npm audit --audit-level=high\`, \`pip-audit -r requirements.txt\`, \`govulncheck ./...\` or
    \`osv-scanner scan --recursive .\` to the workflow, without \`|| true\`.`,
  references: [
    'https://docs.github.com/en/code-security/dependabot/working-with-dependabot/dependabot-options-reference',
    'https://google.github.io/osv-scanner/',
    'https://owasp.org/Top10/A06_2021-Vulnerable_and_Outdated_Components/',
  ],
  files: [...MANIFEST_FILES, ...SCANNING_FILES],

  *collect(file) {
    const manifest = packageManifest(file)
    if (manifest) yield { manifest, range: firstLine(file) }
    for (const scan of scans(file)) yield { scan }
    for (const watch of watches(file)) yield { watch }
  },

  *judge(facts) {
    const known = facts
      .flatMap(({ path, fact }) => ('manifest' in fact ? { path, range: fact.range, ...fact.manifest } : []))
      .toSorted(byDepth)
    const manifests = known.filter(({ hasDependencies }) => hasDependencies)
    const first = manifests[0]
    if (!first) return
    const found = facts.flatMap(({ path, fact }) => ('scan' in fact ? { path, ...fact.scan } : []))
    const bots = facts.flatMap(({ fact }) => ('watch' in fact ? fact.watch : []))
    const open = manifests.filter((one) => !isCovered(one, known, found, bots))
    const none = open.length === manifests.length
    yield any(first, manifests, none)
    if (!none) yield* each(manifests, open)
    const effective = found.some(({ muted }) => !muted) || bots.length > 0
    const gates = new Set(found.flatMap(({ muted, tool }) => (muted ? [] : tool)))
    // A report beside a run of the same tool that may fail is there to be read.
    for (const scan of found)
      yield effect(scan.muted === 'report' && gates.has(scan.tool) ? { ...scan, muted: undefined } : scan, effective)
  },

  examples: { bad, good },
})

type Placed = PackageManifest & { readonly path: string; readonly range: Range }

/** The manifest that stands highest is the one that people mean, and what runs before what only tests and builds. */
function byDepth(a: Placed, b: Placed): number {
  return (
    a.path.split('/').length - b.path.split('/').length ||
    Number(ASIDE.test(a.path)) - Number(ASIDE.test(b.path)) ||
    (a.path < b.path ? -1 : 1)
  )
}

const ASIDE = /(?:^|\/)(?:(?:\w*test|dev|docs?|lint|ci)[-_]requirements|requirements[-_.](?:dev|docs?|lint|ci|\w*test))\w*[.\w-]*$/i

/** A scan reads all of its kind; a bot only the folders that it is told of, and what a manifest there, empty or not, holds together. */
function isCovered(one: Placed, all: readonly Placed[], found: readonly Scan[], bots: readonly Watch[]): boolean {
  const fits = ({ ecosystem }: Placed, kinds: readonly PackageEcosystem[] | undefined) => !kinds || kinds.includes(ecosystem)
  // What is muted has a finding of its own.
  if (found.some(({ ecosystems }) => fits(one, ecosystems))) return true
  return bots.some(({ ecosystem, directories }) => {
    if (ecosystem && ecosystem !== one.ecosystem) return false
    return !directories || directories.some((directory) => isIn(one, directory, all))
  })
}

function isIn({ directory, ecosystem }: Placed, watched: string, all: readonly Placed[]): boolean {
  if (watched === directory || /^\*\*(?:\/\*)?$/.test(watched) || (/[*?[{]/.test(watched) && matchesGlob([watched], directory))) return true
  if (watched !== '' && !directory.startsWith(`${watched}/`)) return false
  if (ecosystem === 'pip') return !directory.slice(watched ? watched.length + 1 : 0).includes('/')
  return WORKSPACES.has(ecosystem) && all.some((other) => other.ecosystem === ecosystem && other.directory === watched)
}

const WORKSPACES: ReadonlySet<PackageEcosystem> = new Set(['npm', 'cargo', 'maven', 'gradle', 'nuget'])

function any(first: Placed, manifests: readonly Placed[], none: boolean): Observation {
  const observation = place({ aspect: 'any', subject: 'dependencies', scope: 'repository' }, first)
  if (!none) return observation
  const message = `Nothing looks these dependencies up among known vulnerabilities: no Dependabot, no Renovate, no scan in CI. Write .github/dependabot.yml: ${dependabot(manifests)}`
  return { ...observation, problem: { message, rating: 'red' } }
}

function place(observation: Observation, { path, range }: Placed): Observation {
  return { ...observation, location: { path, range } }
}

function dependabot(manifests: readonly Placed[]): string {
  const kinds = Map.groupBy(manifests, ({ ecosystem }) => ecosystem)
  const updates = [...kinds].map(([ecosystem, ones]) => {
    const folders = [...new Set(ones.map(({ directory }) => `/${directory}`))].slice(0, 5)
    const where = folders.length === 1 ? `directory: ${folders[0]}` : `directories: [${folders.join(', ')}]`
    return `{ package-ecosystem: ${ecosystem}, ${where}, schedule: { interval: weekly } }`
  })
  return `\`{ version: 2, updates: [${updates.join(', ')}] }\``
}

/** One line for each kind of package, at the first manifest that nobody looks at. */
function* each(manifests: readonly Placed[], open: readonly Placed[]): Iterable<Observation> {
  for (const [ecosystem, ones] of Map.groupBy(manifests, (one) => one.ecosystem)) {
    const left = open.filter((one) => one.ecosystem === ecosystem)
    const observation = place({ aspect: 'ecosystem', subject: ecosystem, scope: 'repository' }, left[0] ?? ones[0]!)
    const rest = left.length > 1 ? `, nor ${left.length - 1} more` : ''
    const message = `Other packages are scanned, but nothing looks at these of ${ecosystem}${rest}. Add to .github/dependabot.yml: ${dependabot(left)}`
    yield left.length > 0 ? { ...observation, problem: { message, rating: 'yellow', severity: 'medium' } } : observation
  }
}

const HOW = {
  step: 'the step goes on whatever it finds',
  command: 'its result is thrown away',
  report: 'its result goes into a file that nothing here reads',
} as const

function effect({ path, subject, range, muted, tool }: Filed<Scan>['fact'] & { readonly path: string }, effective: boolean): Observation {
  const observation = { aspect: 'effect', subject, location: { path, range } }
  if (!muted) return observation
  const how = HOW[muted]
  const message = `${tool} runs here, but ${how}: it looks like a scan and stops nothing. Let it fail, and list by name what is accepted.`
  const problem: Problem = effective || muted === 'step' ? { message, rating: 'yellow', severity: 'medium' } : { message, rating: 'black' }
  return { ...observation, problem }
}
