import { code, grammarOf } from '#formats/code/code'
import { perFile } from '#formats/per-file'
import type { SourceFile } from '#model/snapshot'
import { browserSessions } from './browser.ts'
import { bypasses, handlers } from './claims/handlers.ts'
import { confessions } from './confessions.ts'
import type { Decision } from './deciding/deciders.ts'
import { decisions } from './deciding/decisions.ts'
import { isLikely } from './looks.ts'
import { isForTests } from './names.ts'
import { type Sighting, sightings } from './pretenders.ts'
import { SETTING_FILES, settings } from './settings.ts'
import { switches } from './switches.ts'
import { assignedIdentities } from './written/assigned.ts'
import { writtenLogins } from './written/logins.ts'
import { standIns } from './written/stand-ins.ts'

export type { Decision, Fault } from './deciding/deciders.ts'
export type { Sighting } from './pretenders.ts'

/** Files that can authenticate, or pretend to, or switch it off. */
export const AUTH_FILES: readonly string[] = ['**/*.{py,js,cjs,mjs,jsx,ts,cts,mts,tsx,go,java,rb,php,cs}', ...SETTING_FILES]

function isSource(path: string): boolean {
  return grammarOf(path) !== undefined
}

/** Literals without one of which a file says nothing of who someone is. */
export const AUTH_HINTS: readonly string[] = [
  'auth',
  'validator',
  'verifier',
  'token',
  'login',
  'user',
  'actor',
  'principal',
  'localstorage',
  'sessionstorage',
  'getsession',
  'get_session',
  'password',
  'canactivate',
]

export interface AuthSights {
  readonly sightings: readonly Sighting[]
  readonly decisions: readonly Decision[]
}

/** What a file says of who someone is, where it may only pretend. Nothing of files that are there for tests and demos. */
export const authSights: (file: SourceFile) => AuthSights = perFile((file) => {
  if (!isSource(file.path)) return { sightings: [], decisions: settings(file) }
  const source = isForTests(file.path) || !isLikely(file) ? undefined : code(file)
  if (!source) return { sightings: [], decisions: [] }
  const decided = [
    ...decisions(source),
    ...assignedIdentities(source),
    ...standIns(file.path, source),
    ...handlers(source),
    ...bypasses(source),
    ...switches(source),
    ...browserSessions(file, source),
    ...writtenLogins(source),
  ]
  return { sightings: sightings(file, source), decisions: once([...decided, ...confessions(source, decided)]) }
})

/** Of what two rules tell of one place, the first. */
function once(all: readonly Decision[]): readonly Decision[] {
  return [...Map.groupBy(all, ({ range }) => range).values()].map(([first]) => first!)
}
