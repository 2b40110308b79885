import type { CheckId, Control, Example } from '#model/check'

/** The page of one control, as the docs and `readiness explain` show it. The «marks» stay: they show what is reported. */
export function renderControl(id: CheckId, control: Control): string {
  const { title, kind, since, level, why, remedy, references, examples, files } = control
  const levels = Object.entries(level).map(([profile, one]) => `${profile}: ${one}`)
  return [
    `# ${title}`,
    `\`${id}\` · ${control.severity} · ${kind} · since ${since}${control.effort ? ` · about ${control.effort} to mend` : ''}`,
    paragraph(why),
    `**What to do.** ${paragraph(remedy)}`,
    `**Level by profile.** ${levels.join(', ')}.`,
    `**Looks at** ${files.map((glob) => `\`${glob}\``).join(', ')}${also(control)}.`,
    ...params(control),
    '## Reported',
    'The «marked» spans are where the findings are.',
    ...Object.entries(examples.bad).flatMap(section),
    '## Accepted',
    ...Object.entries(examples.good).flatMap(section),
    ...(references.length > 0 ? ['## References', references.map((url) => `- <${url}>`).join('\n')] : []),
  ]
    .join('\n\n')
    .concat('\n')
}

function also({ also: classes = [] }: Control): string {
  return classes.length > 0
    ? `, and there also at ${classes.join(', ')} files`
    : '; test, example, generated, vendored and documentation files are left out'
}

function params({ params: specs = {} }: Control): string[] {
  const rows = Object.entries(specs as Record<string, { kind: string; default: unknown; means: string }>)
  if (rows.length === 0) return []
  const table = rows.map(([name, spec]) => `| \`${name}\` | ${spec.kind} | \`${JSON.stringify(spec.default)}\` | ${spec.means} |`)
  return ['## Parameters', ['| name | kind | default | what it changes |', '| --- | --- | --- | --- |', ...table].join('\n')]
}

function section([title, example]: [string, Example]): string[] {
  return [`### ${title}`, ...Object.entries(example).map(([path, text]) => `\`${path}\`\n\n${fence(shown(text), path)}`)]
}

/** Credentials are shown by the name of their shape. */
function shown(text: string): string {
  return text.replaceAll(/\{\{secret:([\w-]+)\}\}/g, '<$1>')
}

function fence(text: string, path: string): string {
  const language = path.slice(path.lastIndexOf('.') + 1)
  const ticks = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)))
  return `${ticks}${/^\w+$/.test(language) ? language : ''}\n${text.endsWith('\n') ? text : `${text}\n`}${ticks}`
}

function paragraph(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, ' ')
}
