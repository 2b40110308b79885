import { isMet, type Measurement, type Missing } from './measurement.ts'

export type Line = Measurement | Missing

export interface Circumstances {
  /** What ran it: `2 × Intel …, 24 GB, Linux 6.1`. */
  readonly machine: string
  /** `readiness 0.1.0 (1a2b3c4), Node 24.21.0, git 2.39`. */
  readonly versions: string
  /** As typed. */
  readonly command: string
  readonly day: string
}

/** For programs: one object for each measurement, with `null` where there is nothing to hold it against. */
export function asJson(lines: readonly Line[]): string {
  const objects = lines.map((line) => {
    if ('missing' in line) return { name: line.name, median: null, ratio: null, against: null, runs: 0, missing: line.missing }
    const { name, median, ratio = null, against = null, runs, unit, target, note } = line
    return { name, median, ratio, against, runs, unit, ...(target && { target, met: isMet(line) }), note }
  })
  return `${JSON.stringify(objects, undefined, 2)}\n`
}

/** For people: a line for each. */
export function asText(lines: readonly Line[]): string {
  const rows = lines.map((line) => cellsOf(line))
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map(
      (row) =>
        `${row
          .slice(0, 4)
          .map((cell, column) => cell.padEnd(widths[column]!))
          .join('  ')}  ${row[4]}\n`,
    )
    .join('')
}

/** `bench/results.md`. */
export function asMarkdown(lines: readonly Line[], { machine, versions, command, day }: Circumstances): string {
  const rows = lines.map(
    (line) =>
      `| ${cellsOf(line)
        .map((cell) => cell.replaceAll('|', '\\|'))
        .join(' | ')} |`,
  )
  return `# Measured

Written by \`npm run bench\`; not by hand. Medians of runs in turns; what counts are the ratios, the times only inform.

- Day: ${day}
- Machine: ${machine}
- Versions: ${versions}
- Command: \`${command}\`; one line again with \`npm run bench -- --only NAME\`

| Name | Median | Against | Ratio and target | What |
|---|---|---|---|---|
${rows.join('\n')}
`
}

function cellsOf(line: Line): readonly string[] {
  if ('missing' in line) return [line.name, '-', '-', 'not measured', line.missing]
  const { name, median, unit, against, ratio, note, runs } = line
  return [
    name,
    `${short(median)} ${unit}`,
    against === undefined ? '-' : short(against),
    [ratio === undefined ? '' : short(ratio), verdictOf(line)].filter(Boolean).join(' ') || '-',
    `${note} (${runs} ${runs === 1 ? 'run' : 'runs'})`,
  ]
}

function verdictOf(line: Measurement): string {
  const { target } = line
  if (!target) return ''
  const bound = target.most === undefined ? `≥ ${target.least}` : `≤ ${target.most}`
  return `(${bound}: ${isMet(line) ? 'met' : 'MISSED'})`
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
