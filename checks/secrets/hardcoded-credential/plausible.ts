import { type Classified, classify, type Secret, secrecyOf } from '#formats/secrets'
import { kindsOfCharacters } from '#formats/secrets/entropy'
import { UUID } from '#formats/secrets/references'
import { mentionsLike } from '#formats/words'

/** What a source file must hold for a value under a name to be a secret. */
export const SECRET_NAMES = /secret|passw|passphrase|pwd|token|key|cred|dsn|jwt|pass\b|pass["'_]|auth/i

/** The same as a look at a whole file. */
export const namesSecret = mentionsLike(SECRET_NAMES, 'secret passw passphrase pwd token key cred dsn jwt pass auth'.split(' '))

/** The verdict on a value under a name, with what only examples may be suspected of left out. */
export function judged(name: string, value: string): Secret | undefined {
  if (/dummy|fake|mock|placeholder/i.test(name)) return
  const found = classify(name, value)
  return isSecret(found) && isPlausible(name, value, found) ? found : undefined
}

/** Beyond its looks: a value that is only known by its name must be able to be one. */
export function isPlausible(name: string | undefined, value: string, { kind, label, verdict }: Secret): boolean {
  const secrecy = secrecyOf(name ?? '')
  // Tokens are shown in instructions and examples; without the name of a secret they prove nothing.
  if (kind === 'jwt') return secrecy === 'secret' || label.startsWith('Supabase')
  if (kind !== 'named') return true
  if (secrecy !== 'secret' || !mayBeSecret(value)) return false
  // Tokens of npm were ones, and those of its clones are.
  if (UUID.test(value)) return name?.endsWith('_authToken') === true || !/token$/i.test(name ?? '')
  return verdict === 'live' || kindsOfCharacters(value) >= 3 || isAlternating(value)
}

/** `4f07c81be2d95a`: letters and digits change places as no word and no year has it. */
function isAlternating(value: string): boolean {
  return value.length >= 12 && (value.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0) >= 5
}

/** Expressions, selectors, formats and addresses look as mixed as passwords do. */
export function mayBeSecret(value: string): boolean {
  return value.length <= 512 && /\d/.test(value) && /[A-Za-z]/.test(value) && !NO_SECRET.test(value)
}

const NO_SECRET =
  /[\s(){}<>|\\,;"'`[\]]|:\/\/|^[./#@:?&-]|%[sdvf]|\$[A-Za-z]|^[\w.-]+[=:][\w.-]*[A-Za-z]{3}[\w.-]*$|^\w+(?:\.[A-Za-z]\w*){2,}$|^[A-Z]{2,}(?:_[A-Z0-9]+)+$|^[a-z]+(?:[-_:/][a-z]+)+[-_:/]?v?\d{1,4}$/

function isSecret(one: Classified): one is Secret {
  return one.verdict === 'live' || one.verdict === 'likely'
}

/** Keys of Google that browsers and phones are given: restricted by where they are used from, not by being unknown. */
export function isForClients(path: string, text: string): boolean {
  return (
    /authDomain|messagingSenderId|measurementId|firebaseConfig|firebase_url|mobilesdk_app_id|GOOGLE_APP_ID/.test(text) ||
    path.endsWith('google-services.json')
  )
}

/** Search keys of Algolia are in every page that searches. */
export function isForSearch(name: string, text: string): boolean {
  return /api_?key$/i.test(name) && /indexName/.test(text) && /appId|applicationId/.test(text)
}

/** Words for people, descriptions of interfaces: what looks like a secret there is shown. */
export function isProsePath(path: string): boolean {
  return /(?:^|[/._-])(?:locales?|i18n|l10n|lang|langs|languages|translations?|messages|openapi|swagger|postman|storybook|stories|placeholders?|samples?)(?:[/._-]|$)/i.test(
    path,
  )
}
