import { LEVELS } from '#model/check'
import { type FileObservation, fileCheck } from '#model/checks'
import { type Aspect, type CookieSetting, cookieSettings } from './insecure-cookies/cookies.ts'
import { bad, good } from './insecure-cookies.examples.ts'

export default fileCheck({
  title: 'Session and CSRF cookies are Secure, HttpOnly, SameSite; CSRF is on for cookie auth',
  severity: 'high',
  kind: 'static',
  level: LEVELS.always,
  since: '1.0',
  effort: '1h',
  why: `
    The cookie of a session is as good as the password behind it. Without Secure it crosses the network in the clear with the
    first plain link; without HttpOnly any script that gets into a page reads it; without SameSite and CSRF protection other
    sites send requests in the name of whoever is logged in.`,
  remedy: `
    Switch them on wherever it is not the desk of a developer:

        SESSION_COOKIE_SECURE = not DEBUG
        SESSION_COOKIE_SAMESITE = 'Lax'

    \`res.cookie('sid', id, { secure: true, httpOnly: true, sameSite: 'lax' })\` in Express, \`Secure: true\` in \`http.Cookie\`,
    \`config.force_ssl = true\` in Rails, \`server.servlet.session.cookie.secure: true\` in Spring. Leave CSRF protection on where
    users are known by cookie; an API that reads tokens from a header only needs none of this.`,
  references: [
    'https://docs.djangoproject.com/en/stable/topics/security/#ssl-https',
    'https://owasp.org/www-community/controls/SecureCookieAttribute',
    'https://cwe.mitre.org/data/definitions/614.html',
    'https://cwe.mitre.org/data/definitions/352.html',
  ],
  files: ['**/*.{py,js,cjs,mjs,ts,cts,mts,tsx,go,java,rb}', '**/{application,bootstrap}*.{yml,yaml,properties}'],
  hints: [
    'cookie',
    'csrf',
    'express-session',
    'force_ssl',
    'verify_authenticity_token',
    'forgery_protection',
    'sessions.options',
    'issecure',
    'koa-session',
    'middleware',
    '.configure do',
  ],

  inspect: (file) => cookieSettings(file).map(observe),

  examples: { bad, good },
})

function observe({ subject, aspect, range, state, fix }: CookieSetting): FileObservation {
  if (state.is === 'fine') return { subject, aspect, range }
  if (state.is === 'unknown') return { subject, aspect, range, unknown: state.reason }
  const when = state.how === 'absent' ? ABSENT[aspect] : `${OFF[aspect]}${state.variable ? ` wherever ${state.variable} is not set` : ''}`
  const message = `${subject} ${when}: ${HARM[aspect]}.`
  if (state.how === 'absent')
    return {
      subject,
      aspect,
      range,
      problem: { message, rating: aspect === 'csrf' ? 'black' : 'red', severity: aspect === 'csrf' ? 'high' : 'medium' },
    }
  if (state.how === 'unset') return { subject, aspect, range, problem: { message, rating: 'yellow', severity: 'medium' } }
  return { subject, aspect, range, problem: { message, rating: 'black', fix } }
}

const OFF: Readonly<Record<Aspect, string>> = {
  secure: 'leaves Secure off',
  'http-only': 'leaves HttpOnly off',
  'same-site': 'leaves SameSite off',
  csrf: 'switches the protection off where users are known by cookie',
}

const ABSENT: Readonly<Record<Aspect, string>> = {
  secure: 'does not set Secure, which is off by default',
  'http-only': 'does not set HttpOnly, which is off by default',
  'same-site': 'does not set SameSite',
  csrf: 'has sessions and no CsrfViewMiddleware',
}

const HARM: Readonly<Record<Aspect, string>> = {
  secure: 'the cookie also crosses plain connections, where anyone on the way reads it. Set Secure in production',
  'http-only': 'any script in a page reads the cookie. Set HttpOnly',
  'same-site': "requests of other sites carry the cookie. Say 'Lax' or 'Strict'",
  csrf: 'other sites can act as whoever is logged in. Leave the protection on, and exempt only what checks a signature or a token',
}
