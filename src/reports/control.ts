import type { Check, CheckId, Example, ParamSpec } from '#model/check'
import { dimensionOf } from '#model/evaluation'
import { aboutControl } from './about.ts'
import { code, codeCell, fenced, plainText, safeUri } from './escape.ts'
import { unmarked } from './example.ts'
import { count, dimensionTitle } from './words.ts'

/** The page of a control: for `docs/controls/` and for `readiness explain`. Its words are ours, so they are Markdown as they stand. */
export function renderControl(id: CheckId, check: Check): string {
  const { why, remedy } = aboutControl(id, { version: '', catalogue: { [id]: check } })
  const parts = [
    `# ${check.title}`,
    factsOf(id, check),
    `## Why\n\n${why}`,
    `## What to do\n\n${remedy}`,
    ...(check.kind === 'attest' ? [parameters(check)] : shown(id, check)),
    check.references.length > 0 ? `## Read more\n\n${check.references.map((reference) => `- <${safeUri(reference)}>`).join('\n')}` : '',
  ]
  return plainText(`${parts.filter(Boolean).join('\n\n')}\n`)
}

/** What stands in files; what a person attests stands in none. */
function shown(id: CheckId, check: Check): string[] {
  return [
    `## What is reported\n\n${examples(check.examples.bad)}`,
    `## What is fine\n\n${examples(check.examples.good)}`,
    parameters(check),
    `## Where it looks\n\n${filesOf(check)}`,
    `## A false alarm?\n\n${falseAlarm(id)}`,
  ]
}

function factsOf(id: CheckId, { severity, level, since, kind, effort }: Check): string {
  const rows = [
    ['Id', code(id)],
    ['Dimension', dimensionTitle(dimensionOf(id))],
    ['Severity', severity],
    ['Level', `starter ${level.starter}, standard ${level.standard}, regulated ${level.regulated}`],
    ['Shown by', { static: 'a line of a file', evidence: 'a document with content', attest: 'an attestation of the policy' }[kind]],
    ['Effort', effort ?? 'depends'],
    ['Since', `catalogue ${since}`],
  ]
  return ['| | |', '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n')
}

function examples(named: Readonly<Record<string, Example>>): string {
  const parts = Object.entries(named).map(([title, example]) => {
    const files = Object.entries(example).map(([path, text]) => exampleFile(path, text))
    return `### ${title}\n\n${files.join('\n\n')}`
  })
  return parts.join('\n\n') || 'No example yet.'
}

function exampleFile(path: string, marked: string): string {
  const { text, spans } = unmarked(marked)
  const found = spans.map((span) => `${code(span.text)} in line ${span.line}`)
  return [code(path), fenced(text, languageOf(path)), found.length > 0 ? `Reported: ${found.join(', ')}.` : ''].filter(Boolean).join('\n\n')
}

function parameters({ params }: Check): string {
  const specs: [string, ParamSpec<unknown>][] = Object.entries(params ?? {})
  if (specs.length === 0) return ''
  const rows = specs.map(
    ([name, spec]) => `| ${codeCell(name)} | ${spec.means} | ${spec.kind} | ${codeCell(JSON.stringify(spec.default))} |`,
  )
  return ['## What a policy may set', '', '| parameter | means | kind | default |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function filesOf({ files, also = [], hints = [] }: Check): string {
  const classes =
    also.length > 0
      ? ` It looks at ${also.join(', ')} files too.`
      : ' Test, example, generated, vendored and documentation files are left alone.'
  const only = hints.length > 0 ? ` Files that hold none of ${count(hints.length, 'word')} it goes by are not even parsed.` : ''
  return `${files.map((glob) => `- ${code(glob)}`).join('\n')}\n\n${classes.trim()}${only}`
}

function falseAlarm(id: CheckId): string {
  const waiver = fenced(`waivers:\n  - { control: ${id}, path: the/file, reason: "why it is fine here", expires: YYYY-MM-DD }\n`, 'yaml')
  return `Waive it in the policy, with a reason and a date:\n\n${waiver}\n\nor, where the policy allows it, in the file: ${code(`readiness: ignore ${id} -- reason`)} in a comment on the line or the line above. See it waived with ${code(`readiness audit --only ${id}`)}.`
}

const LANGUAGES: Readonly<Record<string, string>> = {
  yml: 'yaml',
  py: 'python',
  js: 'javascript',
  ts: 'typescript',
  rb: 'ruby',
  cs: 'csharp',
  tf: 'hcl',
  md: 'markdown',
}

function languageOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (/^(Dockerfile|Containerfile)/.test(name)) return 'dockerfile'
  const extension = /\.([a-z]+)$/.exec(name)?.[1] ?? ''
  return LANGUAGES[extension] ?? extension
}
