const PRETENDS = '(?:Mock|Fake|Stub|No[oO]p|Dummy|AllowAll|AlwaysAllow)'
/** Types and variables that only their package sees: `mockAuthenticator`. */
const PRETENDS_INSIDE = '(?:mock|fake|stub|no[oO]p|dummy|allowAll|alwaysAllow)'
const ROLE =
  '(?:Validator|Verifier|Service|Provider|Client|Manager|Middleware|Guard|Handler|Backend|Checker|Interceptor|Adapter|Strategy|Filter|Repository|Gateway|Connector|Plugin|Api|API|Context|Scheme|Accessor)'
const TRUST =
  '(?:Auth|OAuth|Authentication|Authorization|Authn|AuthN|Authz|AuthZ|JWT|Jwt|OIDC|Oidc|Token|Identity|CurrentUser|UserContext|Session(?!Middleware)|Login|Credentials?|Password)'
/** `MockAuth`, `FakeJwtValidator`, `AllowAllAuthorizer`, `NoopTokenService`. */
const AUTH = `(?:${PRETENDS}|${PRETENDS_INSIDE})(?:[A-Z]\\w{0,30})?(?:Auth|OAuth|Authenticat(?:or|ion)|Authorizer|Authn|AuthN|${TRUST}${ROLE})`
/** `mockLogin`, `fakeAuth`, `fake_decode_token`, `mock_auth_service`. */
const FUNCTION =
  '(?:mock|fake|stub|dummy)(?:Auth(?:enticate|Service|Provider|Client|Guard|Middleware|Validator)?|Login|SignIn|Signin|TokenValidator|TokenVerifier|VerifyToken|ValidateToken|Session|CurrentUser|Credentials)'
const SNAKE =
  '(?:mock|fake|stub|dummy|noop)_(?:auth(?:enticate|entication|enticator|_service|_provider|_client|_middleware|_backend)?|login|sign_in|decode_token|verify_token|validate_token|token_validator|token_verifier|validator|users_?db|user_?db|hash_password|verify_password|check_password)'
const UPPER = '(?:MOCK|FAKE|DUMMY|STUB|HARD_?CODED)_(?:CREDENTIALS|LOGINS?|PASSWORDS?)'

/** Names of what only pretends to authenticate, in their three spellings, with the `New` of a constructor before. */
export const PRETENDERS = new RegExp(
  String.raw`\b(?:New|new|Create|create|Make|make|Build|build|Provide|provide|use|init|setup|enable|with)?(?:${AUTH}|${FUNCTION}|${SNAKE}|${UPPER}|${PRETENDS}(?:Validator|Verifier))\b|\b[A-Z]\w{0,30}(?:(?:Auth|Token|Jwt|JWT)${ROLE}|Auth|Authenticator|Authentication|Authorizer)(?:Mock|Fake|Stub)\b`,
  'g',
)

/** The thing itself: `MockValidator` for `NewMockValidator`. */
export function bareName(name: string): string {
  return name.replace(/^(?:New|new|Create|create|Make|make|Build|build|Provide|provide|use|init|setup|enable|with)(?=[A-Z])/, '')
}

/** A validator may be one of addresses: of these only those are meant that stand among code that authenticates. */
export function needsContext(name: string): boolean {
  return /^(?:Mock|Fake|Stub|No[oO]p|Dummy|AllowAll|AlwaysAllow)(?:Validator|Verifier)$|^\w+_validator$/.test(bareName(name))
}

/** Names of what really authenticates: what a control can say it has looked at. */
export const AUTHENTICATORS = new RegExp(String.raw`^(?:New|new)?(?:[A-Z]\w{0,30})?(?:${TRUST}${ROLE}|Authenticator|Authorizer)$`)

/** Places where pretenders belong: beside tests, in demos, in stories. A script that is called `FakeAuth` is no such place, but what is meant. */
export function isForTests(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const isItself =
    /\.(?:[cm]?[jt]sx?|py|rb|php|cs|java)$/.test(name) && (ITSELF.test(name) || /^(?:Fake|Mock|Dummy|Stub|No[oO]p)[A-Z]/.test(name))
  return FOR_TESTS.test((isItself ? path.slice(0, -name.length) : path).replaceAll(/([a-z])([A-Z])/g, '$1-$2'))
}

const ITSELF = /^(?:fake|mock|dummy)s?[-_]?(?:auth|log-?_?in|session|jwt|token)/i
const FOR_TESTS =
  /(?:^|[/_.-])(?:mocks?|fakes?|stubs?|fixtures?|testing|testutils?|testdata|test[-_]?(?:helpers?|support|utils?)|stories|storybook|playground|sandbox|demos?|msw)(?:[/_.-]|$)/i
