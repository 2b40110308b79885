import { constantText } from '#formats/code/lookup'
import type { Code } from '#formats/code/view'
import { kindsOfCharacters, looksGenerated } from '#formats/secrets/entropy'
import { hasPlaceholderSyntax } from '#formats/secrets/placeholders'
import type { NamedString } from './named-strings.ts'

/** What is known of such a text. */
export const GENERATED = { verdict: 'live', kind: 'known', label: 'generated-looking value' } as const

const NAME = /^(?:\w{0,40}_?PASSWORD|(?:AUTH|SECURE_AUTH|LOGGED_IN|NONCE)_(?:KEY|SALT))$/

/** Constants of PHP, as WordPress has them: no rules and no words, so that signs of expressions are signs of a generator. */
export function* constants({ calls, language }: Code): Generator<NamedString> {
  if (language !== 'php') return
  for (const { callee, args } of calls) {
    const [name, text] = callee === 'define' ? args.map(({ value }) => constantText(value)) : []
    const range = args[1]?.value.range
    if (!name || !text || !range || text.length > 200 || !NAME.test(name) || hasPlaceholderSyntax(text)) continue
    if (looksGenerated(text) && kindsOfCharacters(text) >= 3) yield { name, text, range }
  }
}
