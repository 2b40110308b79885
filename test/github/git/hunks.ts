/** The lines of one side that a patch shows, changed or as context. */
export function hunkLines(patch: string, side: 'LEFT' | 'RIGHT'): ReadonlySet<number> {
  const shown = new Set<number>()
  const own = side === 'RIGHT' ? '+' : '-'
  let next = 0
  for (const line of patch.split('\n')) {
    const start = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line)
    if (start !== null) next = Number(side === 'RIGHT' ? start[2] : start[1])
    else if (line.startsWith(own) || line.startsWith(' ')) {
      shown.add(next)
      next += 1
    }
  }
  return shown
}
