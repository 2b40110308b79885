import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Files = readonly (readonly [path: string, bytes: Uint8Array])[]

/** The files on `main` of a bare repository. */
export function filesOf(folder: string): Files {
  const git = (args: readonly string[], input?: string) => execFileSync('git', args, { cwd: folder, input, maxBuffer: 2e9 })
  const entries = git(['ls-tree', '-r', '-z', 'main']).toString().split('\0').filter(Boolean)
  const output = git(['cat-file', '--batch'], `${entries.map((entry) => entry.split(/[ \t]/)[2]).join('\n')}\n`)
  let at = 0
  return entries.map((entry) => {
    const begin = output.indexOf(0x0a, at) + 1
    const end = begin + Number(output.toString('latin1', at, begin).split(' ')[2])
    at = end + 1
    return [entry.slice(entry.indexOf('\t') + 1), output.subarray(begin, end)] as const
  })
}

/** Folders that are not the source of anything. */
const PASSED_OVER = new Set(['.git', 'node_modules', 'dist'])

/** The files of a folder. */
export function filesOn(folder: string, under = ''): Files {
  return readdirSync(join(folder, under), { withFileTypes: true }).flatMap((entry) => {
    const path = under === '' ? entry.name : `${under}/${entry.name}`
    if (entry.isDirectory()) return PASSED_OVER.has(entry.name) ? [] : filesOn(folder, path)
    return entry.isFile() ? [[path, readFileSync(join(folder, path))] as const] : []
  })
}
