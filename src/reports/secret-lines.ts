import { dimensionOf, type Evaluation, type Unit } from '#model/evaluation'

/** Where matched secrets stand, so that no frame and no patch shows one. */
export interface SecretLines {
  /** The first column of the line that may hold one; `undefined` where the line is harmless. */
  from(path: string, line: number): number | undefined
}

interface Places {
  readonly lines: Map<number, number>
  whole: boolean
}

/** Everything that a secret's check pointed at, and everything whose value was digested. */
export function secretLines({ results }: Pick<Evaluation, 'results'>): SecretLines {
  const files = new Map<string, Places>()
  for (const { control, units } of results.values())
    for (const { observation } of units.open)
      if (observation.secretDigest !== undefined || dimensionOf(control) === 'secrets') add(files, observation)
  return {
    from: (path, line) => {
      const places = files.get(path)
      return places?.whole ? 1 : places?.lines.get(line)
    },
  }
}

function add(files: Map<string, Places>, { location }: Unit['observation']): void {
  if (!location) return
  const places: Places = files.get(location.path) ?? { lines: new Map(), whole: false }
  files.set(location.path, places)
  if (!location.range) places.whole = true
  else {
    const { start, end } = location.range
    for (let line = start.line; line <= end.line; line++) {
      const column = line === start.line ? start.column : 1
      places.lines.set(line, Math.min(column, places.lines.get(line) ?? column))
    }
  }
}
