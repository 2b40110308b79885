import type { Code } from '../code/view.ts'
import { entryAt } from './called.ts'
import type { ServiceEntry } from './entry.ts'

export function csharpEntries(code: Code): readonly ServiceEntry[] {
  const web = code.calls.find(({ callee }) =>
    /^(?:WebApplication\.Create(?:Slim|Empty)?Builder|WebHost\.CreateDefaultBuilder)$/.test(callee),
  )
  if (web) return [entryAt(code, web, 'ASP.NET Core', 'http')]
  const host = code.calls.find(({ callee }) => /^Host\.Create(?:DefaultBuilder|ApplicationBuilder)$/.test(callee))
  if (!host) return []
  if (code.calls.some(({ method }) => method.startsWith('ConfigureWebHost'))) return [entryAt(code, host, 'ASP.NET Core', 'http')]
  return code.calls.some(({ method }) => method === 'AddHostedService') ? [entryAt(code, host, 'Generic Host', 'worker')] : []
}
