import { TOKEN_FILES, TOKEN_HINTS, type TokenFault, type TokenUse, tokens } from '#formats/tokens'
import { LEVELS, type Problem } from '#model/check'
import { type FileObservation, fileCheck } from '#model/checks'
import { bad, good } from './jwt-verification.examples.ts'

export default fileCheck({
  title: 'Tokens are verified: signature, pinned algorithm, expiry',
  severity: 'critical',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  effort: '1h',
  why: `
    A JWT is a claim that anyone can write. Only the signature, checked with an algorithm that the server chose and not the token,
    says who wrote it; only the expiry ends what was stolen. Without one of them whoever sends a token is whoever they say.`,
  remedy: `
    Verify with the algorithm pinned, and let the library check the expiry:

        jwt.decode(token, key, algorithms=["RS256"], audience=AUDIENCE)       # PyJWT
        jwt.verify(token, key, { algorithms: ['RS256'] })                     // jsonwebtoken
        jwt.Parse(raw, keyFunc, jwt.WithValidMethods([]string{"RS256"}))      // golang-jwt

    Allow one family of algorithms only: with a shared secret and public keys side by side, a public key passes as the secret.`,
  references: [
    'https://datatracker.ietf.org/doc/html/rfc8725',
    'https://pyjwt.readthedocs.io/en/stable/usage.html',
    'https://cwe.mitre.org/data/definitions/347.html',
  ],
  files: TOKEN_FILES,
  hints: TOKEN_HINTS,

  inspect: (file) => tokens(file).map(observe),

  examples: { bad, good },
})

function observe({ subject, range, fault, unknown }: TokenUse): FileObservation {
  return { subject, range, unknown, problem: fault && PROBLEMS[fault] }
}

const PROBLEMS: Readonly<Record<TokenFault, Problem>> = {
  unverified: {
    message:
      'The signature of this token is not verified: anyone can write one and be whoever it says. Verify it with a key and pinned algorithms.',
    rating: 'black',
  },
  'trusted unverified': {
    message:
      'This only reads the token, and then takes what it says for who is asking: anyone can write such a token. Verify it with a key and pinned algorithms.',
    rating: 'black',
  },
  'no algorithm': {
    message: 'It names no algorithms, so the token itself chooses how it is checked. Pin them: algorithms=["RS256"].',
    rating: 'black',
  },
  'open algorithm': {
    message:
      "It does not say which algorithms it accepts, so the token has a say in how it is checked. Pin them: { algorithms: ['RS256'] }, WithValidMethods, or a check of token.Method.",
    rating: 'yellow',
    severity: 'high',
  },
  'algorithm of the key': {
    message:
      "It does not say which algorithms it accepts: jsonwebtoken takes all that fit the key, so whoever changes the key changes them too. Pin them: { algorithms: ['HS256'] }.",
    rating: 'yellow',
    severity: 'medium',
  },
  none: { message: 'It accepts or makes tokens without a signature: anyone can write one. Remove the algorithm "none".', rating: 'black' },
  mixed: {
    message:
      'It accepts a shared secret beside public keys: whoever knows the public key can sign with it as if it were the secret. Allow one family only.',
    rating: 'black',
  },
  'expired accepted': {
    message: 'It accepts tokens that have expired, so a stolen one works for ever. Let the library check the expiry.',
    rating: 'black',
  },
  'never expires': {
    message: 'This token never expires: once stolen, it works until the key is changed. Give it an expiry.',
    rating: 'yellow',
    severity: 'medium',
  },
}
