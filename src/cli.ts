#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { version } from './version.ts'

/** The entry of the command line. A question for the version alone loads nothing else. */
if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2]!)) process.stdout.write(`${version}\n`)
else {
  // Compiled once for each version of this program, in the folder for temporary files.
  enableCompileCache()
  const { program } = await import('./cli/program.ts')
  await program.parseAsync()
}
