/** What a plain scalar means in the core schema of YAML 1.2: `yes` and `on` are text, `0o17` and `.5` are numbers. */
export function coreValue(plain: string): string | number | boolean | null {
  const word = WORDS.get(plain)
  if (word !== undefined) return word
  if (plain.length > 400 || !/^[-+.\d]/.test(plain)) return plain
  if (/^0o[0-7]+$/.test(plain) || /^0x[\da-fA-F]+$/.test(plain)) return Number(plain)
  return /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(plain) ? Number(plain) : plain
}

const WORDS: ReadonlyMap<string, boolean | number | null> = new Map<string, boolean | number | null>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
])
