import { beforeAll, describe, expect, test } from 'vitest'
import { code } from '#formats/code/code'
import { prepare } from '#formats/prepare'
import { redactions } from '../../../../checks/observability/sensitive-data-logged/redaction.ts'
import { fieldMarks, leaks, mentions } from '../../../../checks/observability/sensitive-data-logged/sensitive.ts'

beforeAll(() => prepare(['a.py', 'a.js', 'a.ts', 'a.go', 'A.java', 'a.rb', 'A.cs', 'a.php']))

/** What the calls of a file log that they should not: `email (contact)`, `request req.body`, `error IntegrityError`. */
function leaked(path: string, text: string): string[] {
  return leaks({ path, text }).flatMap(({ values, wholes, error }) => [
    ...values.map(({ name, kind }) => `${name} (${kind})`),
    ...wholes.map(({ kind, name }) => `${kind} ${name}`),
    ...(error ? [`error ${error.name}`] : []),
  ])
}

describe('what is logged and should not be', () => {
  test.each([
    ['logger.info(f"login failed for {email} with {password}")', ['email (contact)', 'password (password)']],
    ['logger.info("a %s" % user.email)', ['user.email (contact)']],
    ['logger.info("a {}".format(user["phone_number"]))', ['user.phone_number (contact)']],
    ['logger.info("a", extra={"to": customer.email.lower()})', ['customer.email (contact)']],
    ['logger.info("a", email=data.get("email"))', ['data.email (contact)']],
    ['logger.info("a", card_number=value)', ['card_number (payment data)']],
    ['logger.info("auth", token=token)', ['token (credential)']],
    ['logger.info("otp " + str(otp))', ['otp (one-time code)']],
    ['logger.debug(settings.DATABASE_PASSWORD)', ['settings.DATABASE_PASSWORD (password)']],
    ['logger.debug("auth %s", request.headers["Authorization"])', ['request.headers.Authorization (credential)']],
    ['logger.info("at %s", user.address)', ['user.address (personal data)']],
    [
      'logger.info("kyc %s %s", applicant.ssn, profile.date_of_birth)',
      ['applicant.ssn (national id)', 'profile.date_of_birth (personal data)'],
    ],
    ['logger.info(record.ocr_text)', ['record.ocr_text (personal data)']],
    ['logger.info("got %s", request.data)', ['request request.data']],
    ['logger.info(f"got {await request.json()}")', ['request request.json()']],
    ['logger.info("event", **payload)', ['request payload']],
    ['logger.info(user.__dict__)\nlogger.info(json.dumps(customer.model_dump()))', ['person user', 'person customer']],
    ['logger.info("db %s", config.password.get_secret_value())', ['config.password.get_secret_value() (password)']],
    ['email = form["email"]\nlogger.info(email)', ['email (contact)']],
    ['class OtpService:\n    def send(self, code):\n        self.logger.info(f"code {code}")', ['code (one-time code)']],
    ['try:\n    save()\nexcept IntegrityError as e:\n    logger.error("a %s", str(e))', ['error IntegrityError']],
  ])('Python: %s', (source, expected) => expect(leaked('a.py', `${source}\n`)).toEqual(expected))

  test.each([
    'logger.info("password for the email token")',
    'logger.info("a", email=mask(email), phone=redact(phone), token=hash_token(token))',
    'logger.info("a %s", token[:4])',
    'logger.info("a", password_length=len(password), has_token=bool(token))',
    'logger.info("a %s", email is not None)',
    'logger.info("a", email_id=email_id, email_count=3, password="***")',
    'logger.info("a", phone="none" if phone is None else "set")',
    'masked = token[-4:]\ntoken = "..." + masked\nlogger.info("auth %s", token)',
    'token.refresh()\nlogger.info("login %s", token)',
    'logger.info(f"tokens {total_tokens} of {max_tokens} for {prompt_token}")',
    'logger.info("listening on %s", address)',
    'logger.info("reset", reason=Errors.INVALID_PASSWORD, policy=password_policy)',
    'logger.info("mail", sender=settings.DEFAULT_FROM_EMAIL, support_email=support_email)',
    'logger.info("pin %s", gpio.pin)',
    'logger.info("a", user=request.user, data=data, response=response.data)',
    'if settings.DEBUG:\n    logger.info(password)',
    'audit.record(password)\nsend_mail(email)\nprint_report(token)',
    'try:\n    save()\nexcept IntegrityError as e:\n    logger.error("a", kind=type(e).__name__)',
    'try:\n    save()\nexcept ValueError as e:\n    logger.error("a %s", e)',
    'class SmsSender:\n    def send(self, to, message):\n        self.logger.info("sent", status=response.code, error=e.message)',
    '# logger.info(password)\ntext = "logger.info(password)"',
  ])('is none of this: %s', (source) => expect(leaked('a.py', `${source}\n`)).toEqual([]))

  test.each([
    ['a.ts', 'logger.info({ email, user: { phone: user.phone } }, "a")', ['email (contact)', 'user.phone (contact)']],
    ['a.ts', 'logger.info("a", JSON.stringify(req.body))', ['request req.body']],
    ['a.ts', 'logger.info("a", { ...dto, headers: req.headers })', ['request dto', 'request req.headers']],
    ['a.ts', 'logger.info("created", user)', ['person user']],
    ['a.js', 'console.log("cvv", card.cvv)', ['card.cvv (payment data)']],
    ['a.js', 'logger.info("a" + body.password)', ['body.password (password)']],
    ['a.go', 'package a\nfunc f() { log.Printf("%+v", req) }', ['request req']],
    ['a.go', 'package a\nfunc f() { logrus.WithFields(logrus.Fields{"iban": x}).Info("a") }', ['iban (payment data)']],
    ['a.go', 'package a\nfunc f() { slog.Info("login", "password", req.Password) }', ['req.Password (password)']],
    ['A.java', 'class A { void f() { log.info("a {}", user.getEmail()); } }', ['user.Email (contact)']],
    [
      'A.java',
      'class A { void f() { try { g(); } catch (DataIntegrityViolationException e) { log.error("a {}", e.getMessage()); } } }',
      ['error DataIntegrityViolationException'],
    ],
    ['a.rb', 'logger.info "a #{user.email}"\nRails.logger.debug params.inspect', ['user.email (contact)', 'request params.inspect']],
    ['a.rb', 'logger.info { "a #{password}" }', ['password (password)']],
    ['a.php', '<?php Log::info("a", ["email" => $email]); Log::debug($request->all());', ['email (contact)', 'request request.all()']],
    ['A.cs', '_logger.LogInformation("a {Email}", model.Email);', ['model.Email (contact)']],
  ] as const)('%s: %s', (path, source, expected) => expect(leaked(path, source)).toEqual(expected))

  test.each([
    ['a.ts', 'logger.info(`a $' + '{req.body} $' + '{user}`)'],
    ['a.ts', 'logger.info("a", { token: Boolean(token), email: mask(email), id: user.id })'],
    ['a.ts', 'const email = { to, subject }\nlogger.info("sent", { email })'],
    ['a.ts', 'logger.info(Messages.RESET_PASSWORD, ErrorCode.InvalidToken)'],
    ['a.ts', 'logger.info("a", !!password, email && "set", typeof token)'],
    ['a.go', 'package a\nimport "x/regulation"\nfunc f() { log.Printf("%s %+v", regulation.AuthTypeTOTP, cfg) }'],
    ['a.go', 'package a\nfunc f() { log.Printf("a %v", ErrInvalidToken, ActionResetPassword) }'],
    ['A.java', 'class A { void f() { log.info("a {}", user.getId()); blog.info(password); } }'],
    ['a.rb', 'logger.info "a #{user.id}"'],
    ['a.py', 'class A:\n    def f(self):\n        old = self.token.name\n        logger.info("updated %r", self.token)\n'],
    ['a.rb', 'class Transport\n  def find(*args)\n    params = args[0]\n    logger.debug "params #{params.inspect}"\n  end\nend'],
    ['a.rb', 'class Transport\n  def find(params)\n    logger.debug params.inspect\n  end\nend'],
  ] as const)('%s is none of this: %s', (path, source) => expect(leaked(path, source)).toEqual([]))
})

test('a call is named by its function, not by its line or its words', () => {
  const text = 'class A:\n    def login(self):\n        self.logger.info(password)\n'
  expect(leaks({ path: 'a.py', text }).map(({ call }) => call)).toEqual(['self.logger.info in A.login'])
})

describe('fields are marked as', () => {
  test.each([
    ['a.py', 'class S(BaseSettings):\n    password: SecretStr\n    key: Optional[SecretStr] = None\n', ['hidden password', 'hidden key']],
    ['a.py', 'class U(BaseModel):\n    name: str = Field(json_schema_extra={"pii": True})\n    id: int\n', ['personal U.name']],
    ['a.py', 'class U(Model):\n    name = CharField(max_length=9)  # PII\n    id = IntegerField()\n', ['personal U.name']],
    ['a.go', 'package a\ntype User struct {\n\tName string `json:"name" pii:"true"`\n\tID int\n}\n', ['personal User.Name']],
    ['A.cs', 'class User { [PersonalData] public string Nick { get; set; } }', ['personal User.Nick']],
    ['A.java', 'class User { @Sensitive String nick; String id; }', ['personal User.nick']],
  ] as const)('%s: %s', (path, text, expected) => {
    const marks = fieldMarks(code({ path, text })!)
    expect(marks.map((mark) => (mark.is === 'hidden' ? `hidden ${mark.name}` : `personal ${mark.owner}.${mark.name}`))).toEqual(expected)
  })
})

test('members that are logged are mentioned', () => {
  const text = 'logger.info("a %s %s", user.nationality, order.id)\nother.call(user.name)\n'
  expect(mentions(code({ path: 'a.py', text })!).map(({ owner, name }) => `${owner}.${name}`)).toEqual(['user.nationality'])
})

describe('a logger removes', () => {
  test.each([
    ['a.ts', 'import pino from "pino"\npino({ redact: ["req.headers.authorization", "*.password"] })\n', 'fields authorization password'],
    ['a.ts', 'import pino from "pino"\npino({ redact: { paths: ["email"], censor: "x" } })\n', 'fields email'],
    ['a.py', 'class RedactFilter(logging.Filter):\n    keys = ["password", "email"]\n', 'text password email'],
    ['a.py', 'def redact(logger, method, event):\n    event["token"] = "x"\n', 'text token'],
    [
      'a.go',
      'package a\nvar o = slog.HandlerOptions{ReplaceAttr: func(g []string, a slog.Attr) slog.Attr { if a.Key == "email" {}; return a }}\n',
      'fields email',
    ],
    ['a.py', 'def mask(value):\n    return "***"\n', ''],
  ] as const)('%s: %s', (path, text, expected) => {
    expect(
      redactions({ path, text })
        .map(({ of, names }) => `${of} ${names.join(' ')}`)
        .join('; '),
    ).toBe(expected)
  })
})
