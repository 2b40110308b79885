import { CODE_LOADERS } from './code/code.ts'
import { SQL_LOADER } from './sql.ts'
import { TERRAFORM_LOADER } from './terraform.ts'

/**
 * Loads what the parsers of these files need (grammars and other wasm), so that `collect` can stay synchronous and
 * a run loads only what it parses. The engine calls it before it collects from these paths; calling again is cheap.
 */
export async function prepare(paths: readonly string[]): Promise<void> {
  await Promise.all(LOADERS.filter(({ reads }) => paths.some(reads)).map(({ load }) => load()))
}

interface Loader {
  readonly reads: (path: string) => boolean
  /** Idempotent: it keeps its own promise. */
  readonly load: () => Promise<void>
}

const LOADERS: readonly Loader[] = [...CODE_LOADERS, SQL_LOADER, TERRAFORM_LOADER]
