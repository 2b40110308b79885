import { wordsOf } from '#formats/secrets/names'

/** What a name says of its value. */
export type SensitiveKind = 'password' | 'credential' | 'one-time code' | 'payment data' | 'national id' | 'contact' | 'personal data'

/** Of words that mean other things too, what the file must be about; `owned` ones count only for a person or an account. */
export type Topic = 'login' | 'cards' | 'people' | 'owned'

interface Term {
  readonly kind: SensitiveKind
  readonly topic?: Topic | undefined
}

/** The kind of data that something of this name holds; by its last words, so that `password_policy` and `email_sent` hold none. */
export function sensitiveKind(name: string, isAbout: (topic: Topic) => boolean): SensitiveKind | undefined {
  const own = name.slice(name.lastIndexOf('.') + 1)
  const words = wordsOf(own)
  for (let length = Math.min(4, words.length); length > 0; length--) {
    const found = TERMS.get(words.slice(-length).join(' '))
    if (!found) continue
    const before = words.slice(0, -length)
    if (before.some((word) => OTHER.has(word)) || isSomethingElse(found.kind, before)) return
    const isOwned = OWNERS.test(ownerOf(name)) || (before.length > 0 && OWNERS.test(before.at(-1)!))
    return !found.topic || isOwned || isAbout(found.topic) ? found.kind : undefined
  }
  return
}

function ownerOf(name: string): string {
  const owner = name.slice(0, Math.max(0, name.lastIndexOf('.')))
  return owner.slice(owner.lastIndexOf('.') + 1)
}

/** Whose token, pin or address it is. */
const OWNERS =
  /^_?(?:current_?)?(?:user|customer|client|member|patient|employee|person|profile|account|contact|recipient|card|card_?holder|applicant|guest|buyer|driver|student|login|credentials?|auth|session)s?(?:_?(?:data|info|dto|input))?$/i

function terms(kind: SensitiveKind, names: string, topic?: Topic): (readonly [string, Term])[] {
  return names.split(', ').map((name) => [name, { kind, topic }])
}

const TERMS: ReadonlyMap<string, Term> = new Map([
  ...terms('password', 'password, passwd, passphrase, pass phrase, pass word, passcode, plaintext password'),
  ...terms(
    'credential',
    'api key, apikey, secret key, private key, access key, secret access key, signing key, encryption key, client secret, app secret, api secret, webhook secret, jwt secret, ' +
      'access token, refresh token, id token, auth token, bearer token, session token, reset token, verification token, api token, jwt token, oauth token, invite token, login token, ' +
      'accesstoken, refreshtoken, authtoken, jwt, auth header, header auth, authorization header, authorisation header, cookie, cookies, session cookie, set cookie, ' +
      'database url, db url, db uri, database uri, mongo uri, mongodb uri, mongo url, redis url, connection string, conn string, amqp url, broker url',
  ),
  ...terms('credential', 'token, secret, authorization', 'login'),
  ...terms(
    'one-time code',
    'otp, otp code, totp, totp code, verification code, mfa code, sms code, reset code, login code, one time code, two factor code, confirmation code, mpin',
  ),
  ...terms('one-time code', 'pin', 'login'),
  ...terms(
    'payment data',
    'card number, card no, cardnumber, credit card, credit card number, card pan, pan number, cvv, cvv2, cvc, iban, account number, bank account, bank account number, bank account no, routing number',
  ),
  ...terms('payment data', 'pan', 'cards'),
  ...terms(
    'national id',
    'ssn, social security number, national id, national id number, national id no, nationalid, aadhaar, aadhaar number, aadhar, aadhar number, passport number, passport no, tax id, tax number, gstin, gst number, gst no, pan card, driving license number, drivers license number, id card number',
  ),
  ...terms(
    'contact',
    'email, e mail, to mail, user mail, mail address, email address, e mail address, email addr, phone, phone number, phone no, phonenumber, mobile number, mobile no, mobile phone, msisdn, contact number, contact no, telephone, telephone number, whatsapp number, cell phone, cellphone',
  ),
  ...terms('national id', 'gst', 'owned'),
  ...terms('contact', 'mobile, tel', 'people'),
  ...terms('personal data', 'address', 'owned'),
  ...terms(
    'personal data',
    'dob, date of birth, birth date, birthdate, birthday, home address, street address, billing address, shipping address, delivery address, postal address, residential address, mailing address, ocr text',
  ),
])

/** With these words before it, a name means a test, a message, a count, a mark of it, or what is left of it. */
const OTHER: ReadonlySet<string> = new Set(
  (
    'err error errors invalid missing wrong incorrect expired unexpected unknown unsupported bad no not non without failed fail success ' +
    'is has had should can does did will must need needs require requires required send sends sent sending verify verified validate validated check checked checking update updated change changed forgot forget create created delete deleted ' +
    'enable enabled disable disabled allow allowed use uses using supports skip hide show ' +
    'hashed hash encrypted encrypt enc masked mask redacted redact obfuscated sanitized sanitised anonymized anonymised desensitized desensitised pseudonymized pseudonymised scrubbed truncated short partial safe tokenized last4 last first4 ' +
    'num max min count total length len on via by per ' +
    'test dummy fake example placeholder default header field column label regex pattern template sha md5'
  ).split(' '),
)

const NO_CONTACT: ReadonlySet<string> = new Set(
  'sa from sender support noreply reply admin system company service bot contact help sales office team department business info webmaster author maintainer'.split(
    ' ',
  ),
)
const NO_TOKEN: ReadonlySet<string> = new Set(
  'xsrf csrf next prev previous page continuation cancellation cancel sync resume cursor stop eos bos pad special input output prompt completion lexer start end open close peek push device fcm apns expo erc20 base quote native swap pool design syntax current sequence delimiter lock fencing concurrency ownership k8s kube tls pull image kubernetes'.split(
    ' ',
  ),
)

function isSomethingElse(kind: SensitiveKind, before: readonly string[]): boolean {
  if (kind === 'contact') return before.some((word) => NO_CONTACT.has(word))
  // `clientAddress`: of a machine, as its neighbour `remoteAddress`.
  if (kind === 'personal data') return /^(?:client|session|account)$/.test(before.at(-1) ?? '')
  return kind === 'credential' && before.some((word) => NO_TOKEN.has(word))
}
