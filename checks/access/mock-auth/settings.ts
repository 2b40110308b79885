import { isDevelopmentPath } from '#formats/development'
import { rangeAt } from '#formats/lines'
import { pairs } from '#formats/pairs'
import { mentionsLike } from '#formats/words'
import type { SourceFile } from '#model/snapshot'
import type { Decision } from './deciding/deciders.ts'
import { isLeftOut } from './switches.ts'

/** Files in which a deployment is told to leave authentication out. */
export const SETTING_FILES: readonly string[] = [
  '**/*.{yml,yaml,properties,ini,toml}',
  '**/{.env,.env.*,*.env}',
  '**/{application,appsettings,config}*.json',
]

/** Switches that a file turns so that authentication is left out: `AUTH_DISABLED=true`. What only developers use is left alone. */
export function settings(file: SourceFile): readonly Decision[] {
  if (!tells(file) || isDevelopmentPath(file.path) || FOR_DEVELOPERS.test(file.path)) return []
  return pairs(file).flatMap(({ name, value, commented, nameStart, end }): Decision[] => {
    if (commented || !isLeftOut(name, value)) return []
    return [
      { subject: name.slice(name.lastIndexOf('.') + 1), range: rangeAt(file, nameStart, end), about: 'switch', fault: 'switched off' },
    ]
  })
}

const FOR_DEVELOPERS =
  /(?:^|[/._-])(?:dev|devel|development|local|test|tests|testing|ci|e2e|demo|sandbox|mock)(?:[/._-]|$)|^\.(?:github|gitlab|circleci|devcontainer)|(?:^|\/)(?:openapi|swagger|locales?|i18n|messages)/i

const tells = mentionsLike(
  /(?:auth\w{0,14}|login|jwt)(?:[._-]|:\s{1,20})?(?:disabled|bypass|skip|mock|off)|(?:disable|skip|bypass|mock|fake)[._-]?(?:auth|login|jwt)|auth\w{0,10}[._-](?:mode|provider|type|strategy|backend|driver)\W/i,
  ['auth', 'login', 'jwt'],
)
