import { entropy } from './entropy.ts'
import { wordsOf } from './names.ts'
import { isVendorSample } from './samples.ts'

/** Whether someone wrote this to be replaced: templates, words, sequences, and the samples of vendors. */
export function isPlaceholder(value: string): boolean {
  return isMarked(value) || isWords(value)
}

/** The same without mere words: `winter19` where a program logs in is what somebody chose. */
export function isMarked(value: string): boolean {
  return isTemplate(value) || isMadeUp(value) || isVendorSample(value) || hasWordOf(value)
}

/**
 * The same for a value that has the full shape of a provider's credential: its letters are random, so that a short word
 * in it proves nothing.
 */
export function isShapedPlaceholder(body: string): boolean {
  return isVendorSample(body) || isMadeUp(body) || isSpelled(SHAPED_PLACEHOLDER, body) || isSpelled(LONG_WORD, body) || isJoinedWords(body)
}

const SHAPED_PLACEHOLDER = /x{4}|\*{3}|\.{3}|…|your[_-]|your(?:api|key|token|secret)|(?:key|token)[_-]?here|[_-]here/i

/** In one case, as people write words: `Admin`, not `aDMin`. */
function isSpelled(words: RegExp, text: string): boolean {
  return text.matchAll(new RegExp(words, 'gi')).some(([word]) => /^(?:[^A-Z]+|[^a-z]+|[A-Z][^A-Z]+)$/.test(word))
}

/** `your-slack-bot-token`, `your pass word here`. */
function isJoinedWords(text: string): boolean {
  return /^(?:[a-z]+(?:[ _-][a-z]+)+|[A-Z]+(?:[_-][A-Z]+)+)$/.test(text) && isWords(text)
}

function isTemplate(value: string): boolean {
  return hasPlaceholderSyntax(value) || WRAPPED.test(value) || CONSTANT.test(value)
}

/** `${X}`, `$(x)`, `{{ x }}`, `<% x %>`, `#{x}`, `<x>`, `...`, `***` anywhere. */
export function hasPlaceholderSyntax(value: string): boolean {
  return /\$\{|\$\(|\{\{|<%|#\{|%\{|<[A-Za-z][^<>]{0,80}>|…|\.{3}|\*{3}/.test(value)
}

/** `$X`, `%X%`, `[x]`, `{x}`, `(x)`, `__X__`, `@x@`, as a whole. */
const WRAPPED = /^(?:\$\w+|%[\w-]+%|\[.*\]|\{.*\}|\(.*\)|__.*__|@[\w.-]+@)$/

/** `YOUR_API_KEY`, `CHANGE_ME`. */
const CONSTANT = /^[A-Z][A-Z]+(?:_[A-Z]+)+\d?$/

/** Too regular for a generator: few characters, runs and sequences of six, one block again and again. */
function isMadeUp(text: string): boolean {
  if (text.length >= 8 && new Set(text).size <= 4) return true
  if (text.length >= 16 && entropy(text) < 2.5) return true
  return hasRun(text) || KEYBOARD.test(text) || isPeriodic(text)
}

const KEYBOARD = /12345|qwert|asdfg|zxcvb|1q2w3e|abc123|123abc|a1b2c3d4|deadbeef|cafebabe|foobar/i

/** Six characters in a row that are equal, ascending or descending: `000000`, `abcdef`, `987654`. */
function hasRun(text: string): boolean {
  let step: number | undefined
  let length = 1
  for (let at = 1; at < text.length; at++) {
    const next = text.charCodeAt(at) - text.charCodeAt(at - 1)
    length = next === step ? length + 1 : Math.abs(next) <= 1 ? 2 : 1
    step = Math.abs(next) <= 1 ? next : undefined
    if (length >= 6) return true
  }
  return false
}

/** `abcd1234abcd1234`. A text that repeats itself is found in its double before its end. */
function isPeriodic(text: string): boolean {
  return text.length >= 8 && text.length <= 4096 && (text + text).indexOf(text, 1) <= text.length / 2
}

function hasWordOf(value: string): boolean {
  const short = value.length < 18
  if (LONG_WORD.test(value) || (short && (SHORT_WORD_IN.test(value) || LONG_WORD.test(unleet(value))))) return true
  return value
    .toLowerCase()
    .split(/[^a-z0-9]+/, 40)
    .some((word) => SHORT_WORDS.has(word))
}

function unleet(value: string): string {
  return value.replaceAll(/[@4031$5!7]/g, (sign) => LEET[sign]!)
}

const LEET: Readonly<Record<string, string>> = { '@': 'a', 4: 'a', 0: 'o', 3: 'e', 1: 'i', $: 's', 5: 's', '!': 'i', 7: 't' }

const LONG_WORD =
  /example|sample|placeholder|change[_ -]?(?:me|this|it)|replace|insert|dummy|secret|passw|token[_-]|redacted|removed|masked|default|localhost|testing|not[_-]?(?:a|real|set)[_-]|invalid|generate|random|something|whatever|insecure|unsafe|develop|super[_-]?user|admin|postgres|mysql|maria|redis|rabbit|mongo|minio|keycloak|grafana|django|laravel|symfony|wordpress|homestead|vagrant|docker|elastic|hunter2|letmein|welcome|lorem|string|fill[_-]?in|provide/i

const SHORT_WORD_IN = /your|test|demo|fake|mock|todo|guest|xxx|^pass|here$/i

const SHORT_WORDS: ReadonlySet<string> = new Set(
  'your my test demo fake mock todo tbd xxx foo bar baz abc dev local here put enter paste none null changeme user pass key token root guest fixme stub'.split(
    ' ',
  ),
)

/** `correct-horse-battery`, `theNameOfTheBucket`: words that can be spoken, and small numbers. */
export function isWords(value: string): boolean {
  // `Sommer@19#Regen`: words that signs and numbers stand between are a password that somebody chose.
  if (value.length > 120 || (/[@#$!^&*].*[@#$!^&*]/.test(value) && /\d/.test(value))) return false
  const words = wordsOf(value)
  if (value.length < words.length * (/[^A-Za-z0-9]/.test(value) ? 3 : 4)) return false
  return words.every((word) => /^\d{1,4}$/.test(word) || isSpeakable(word)) && words.some((word) => word.length > 2 && /[a-z]/.test(word))
}

function isSpeakable(word: string): boolean {
  return (
    /^[a-z]{1,14}\d{0,2}$/.test(word) &&
    (/[aeiouy]/.test(word) || word.length <= 3) &&
    !/[bcdfghjklmnpqrstvwxz]{5}|[aeiou]{4}|q[^u]/.test(word)
  )
}
