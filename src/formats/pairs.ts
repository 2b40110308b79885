import type { SourceFile } from '#model/snapshot'
import { Unparsable } from '#model/unparsable'
import { assignments } from './assignments.ts'
import { dotenv } from './dotenv.ts'
import type { Pair } from './pair.ts'
import { perFile } from './per-file.ts'
import { properties } from './properties.ts'
import { yamlPairs } from './yaml/pairs.ts'

/**
 * The names and values of a configuration file of any format, told by its path; `app.yml.example` is YAML. What its format
 * cannot read (a template, a piece of a large file) is read line by line, so nothing is left out.
 */
export const pairs: (file: SourceFile) => readonly Pair[] = perFile((file) => {
  const path = withoutMarker(file.path)
  const reader = isDotenv(path) ? dotenv : READERS.find(([form]) => form.test(path))?.[1]
  try {
    const found = reader?.(file) ?? []
    return found.length > 0 ? found : assignments(file.text)
  } catch (error) {
    if (error instanceof Unparsable) return assignments(file.text)
    throw error
  }
})

function withoutMarker(path: string): string {
  return path.toLowerCase().replace(/\.(?:example|sample|template|dist|tpl|tmpl)$/, '')
}

/** `.env`, `.env.docker`, `api.env`, `env`. */
function isDotenv(path: string): boolean {
  return path
    .slice(path.lastIndexOf('/') + 1)
    .split('.')
    .includes('env')
}

const READERS: readonly (readonly [path: RegExp, reader: (file: SourceFile) => readonly Pair[]])[] = [
  [/\.(?:ya?ml|json5?|jsonc)$/, yamlPairs],
  [/\.(?:properties|ini|cfg|conf|toml|tfvars)$|(?:^|\/)\.(?:npmrc|pypirc)$/, properties],
]
