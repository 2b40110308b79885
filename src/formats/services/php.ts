import type { Code } from '../code/view.ts'
import { calledEntries, type Known } from './called.ts'
import type { ServiceEntry } from './entry.ts'

const SERVERS: readonly Known[] = [
  [/^Illuminate\.Foundation\.Application(?:\.configure)?$/, 'Laravel', 'http'],
  [/^Laravel\.Lumen\.Application$/, 'Lumen', 'http'],
  [/^Slim\.Factory\.AppFactory\.create$/, 'Slim', 'http'],
  [/^Slim\.App$/, 'Slim', 'http'],
]

export function phpEntries(code: Code): readonly ServiceEntry[] {
  const kernel = code.classes.find(({ bases }) => bases.some((base) => base === 'BaseKernel'))
  const symfony: readonly ServiceEntry[] = kernel
    ? [{ framework: 'Symfony', language: 'php', role: 'http', name: kernel.name, range: kernel.nameRange }]
    : []
  return [...calledEntries(code, SERVERS), ...symfony]
}
