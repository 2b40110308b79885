import { LEVELS, type Problem } from '#model/check'
import { type FileObservation, fileCheck } from '#model/checks'
import { AUTH_FILES, AUTH_HINTS, authSights, type Fault, type Sighting } from './mock-auth/sights.ts'
import { bad, good } from './mock-auth.examples.ts'

export default fileCheck({
  title: 'No mock validator, fake login or constant identity outside tests',
  severity: 'critical',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  effort: '1d',
  why: `
    A validator that accepts everything was put there for a test or until the real one is ready. Behind a fallback it comes back
    the day that a setting is missing, and then everyone who asks is let in, as the user that somebody once wrote down.`,
  remedy: `
    Make the real one, and stop where it cannot be made:

        validator, err := auth.NewJWTValidator(cfg.JWT)
        if err != nil { return nil, err }

    Move doubles into test files, take who is asking from the verified token or session, and fail where there is none. In a browser,
    ask the server who has logged in.`,
  references: [
    'https://cwe.mitre.org/data/definitions/1390.html',
    'https://owasp.org/Top10/A07_2021-Identification_and_Authentication_Failures/',
  ],
  files: AUTH_FILES,
  hints: AUTH_HINTS,

  *inspect(file) {
    const { sightings, decisions } = authSights(file)
    const defined = new Set(sightings.flatMap(({ is, name }) => (is === 'defined' ? name : [])))
    const used = new Set(sightings.flatMap(({ is, name }) => (is === 'made' || is === 'named' ? name : [])))
    for (const sighting of sightings) {
      const isOwnAffair = defined.has(sighting.name) || (sighting.is === 'told' && !used.has(sighting.name))
      if (isOwnAffair && (sighting.is === 'told' || sighting.is === 'named')) continue
      yield observe(sighting)
    }
    for (const { about, subject, range, fault } of decisions) yield { aspect: about, subject, range, problem: fault && FAULTS[fault] }
  },

  examples: { bad, good },
})

function observe({ is, name, range }: Sighting): FileObservation {
  return {
    aspect: 'double',
    subject: is === 'real' || is === 'made' ? name : `${name} ${is}`,
    range,
    problem: is === 'real' ? undefined : SIGHTS[is](name),
  }
}

const SIGHTS: Readonly<Record<Exclude<Sighting['is'], 'real'>, (name: string) => Problem>> = {
  made: (name) => ({
    message: `${name} only pretends to authenticate, and this is no test: whoever gets here is let in. Make the real one, and stop where it cannot be made.`,
    rating: 'black',
  }),
  defined: (name) => ({
    message: `${name} only pretends to authenticate and stands outside of tests, where one line puts it to use. Move it into a test file.`,
    rating: 'yellow',
    severity: 'medium',
  }),
  named: (name) => ({
    message: `${name} only pretends to authenticate, and code outside of tests still names it. Name the interface or the real one.`,
    rating: 'yellow',
    severity: 'medium',
  }),
  told: (name) => ({
    message: `This comment tells of ${name}, which is still used outside of tests. Remove both.`,
    rating: 'yellow',
    severity: 'low',
    quiet: true,
  }),
}

const FAULTS: Readonly<Record<Fault, Problem>> = {
  constant: {
    message: 'Whoever asks is this same user, or nobody. Take the user from the verified token or session, and fail where there is none.',
    rating: 'black',
  },
  anyone: {
    message:
      'Whoever asks is whoever stands first or last in the table, or always the same one. Take the user from the verified token or session, and fail where there is none.',
    rating: 'black',
  },
  claimed: {
    message:
      'Callers say themselves who they are: nothing of what is read here is signed. Verify a signed token or session, and take the user from that.',
    rating: 'black',
  },
  accepted: {
    message: 'Every token, password or key is good here. Check it, and say no where it cannot be checked.',
    rating: 'black',
  },
  'switched off': {
    message: 'Authentication is left out unless someone says otherwise. Let it be on by default, and let developers switch it off.',
    rating: 'black',
  },
  'own page': {
    message:
      'The page itself says who has logged in, and no server is asked: anyone can be anybody. Ask the server, and keep the session that it gives.',
    rating: 'black',
  },
  'written down': {
    message:
      'Who may log in, and with which password, stands in the code: everyone who reads it can, and nobody can be shut out. Keep accounts in a store, with hashed passwords.',
    rating: 'black',
  },
}
