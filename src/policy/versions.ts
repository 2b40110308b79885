/** Whether one catalogue version came after another; `1.10` came after `1.9`. */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [parts(version), parts(than)]
  const index = [0, 1, 2].find((each) => (a[each] ?? 0) !== (b[each] ?? 0))
  return index !== undefined && (a[index] ?? 0) > (b[index] ?? 0)
}

function parts(version: string): readonly number[] {
  return version.split('.').map(Number)
}
