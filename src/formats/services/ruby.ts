import type { Code } from '../code/view.ts'
import type { ServiceEntry } from './entry.ts'

const BASES: Readonly<Record<string, readonly [framework: string, role: ServiceEntry['role']]>> = {
  'Rails.Application': ['Rails', 'http'],
  'Sinatra.Base': ['Sinatra', 'http'],
  'Sinatra.Application': ['Sinatra', 'http'],
  'Grape.API': ['Grape', 'http'],
  'Hanami.App': ['Hanami', 'http'],
  Roda: ['Roda', 'http'],
  'Karafka.App': ['Karafka', 'worker'],
}

export function rubyEntries(code: Code): readonly ServiceEntry[] {
  const declared = code.classes.flatMap(({ name, nameRange, bases }) => {
    const [framework, role] =
      bases.flatMap((base) => (Object.hasOwn(BASES, base.replace(/^\./, '')) ? [BASES[base.replace(/^\./, '')]!] : []))[0] ?? []
    return framework && role ? [{ framework, language: code.language, role, name, range: nameRange }] : []
  })
  return [...declared, ...classic(code), ...sidekiq(code)]
}

/** `require 'sinatra'` and routes at the top of the file. */
function classic({ imports }: Code): readonly ServiceEntry[] {
  const sinatra = imports.find(({ module }) => module === 'sinatra')
  return sinatra ? [{ framework: 'Sinatra', language: 'ruby', role: 'http', range: sinatra.range }] : []
}

function sidekiq({ calls }: Code): readonly ServiceEntry[] {
  const server = calls.find(({ callee }) => callee === 'Sidekiq.configure_server')
  return server ? [{ framework: 'Sidekiq', language: 'ruby', role: 'worker', range: server.calleeRange }] : []
}
