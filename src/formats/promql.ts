import type { SyntaxNode } from '@lezer/common'
import { parser } from '@prometheus-io/lezer-promql'
import { RE2JS } from 're2js'

/** What an expression reads. Plain data, so that a fact can hold it. */
export interface Series {
  /** Metrics and recording rules, by the name that stands there, each once. */
  readonly names: readonly string[]
  /** RE2 patterns of `__name__=~`, and of names that a template completes; they match whole names. */
  readonly patterns: readonly string[]
  /** Why it was not understood, or not completely; then `names` may miss some. */
  readonly unparsed?: string | undefined
}

/**
 * The series that a PromQL expression selects. Grafana's variables and Helm's braces are replaced first; what still does
 * not parse is said in `unparsed`, with the names that were recognised nonetheless.
 */
export function parsePromql(expression: string): Series {
  if (expression.length > LONGEST) return { names: [], patterns: [], unparsed: 'longer than 10 kB' }
  const text = withoutTemplates(expression)
  const found: Found = { names: new Set(), patterns: new Set(), broken: false }
  parser.parse(text).iterate({
    enter({ type, node }) {
      if (type.isError) found.broken = true
      if (type.name === 'VectorSelector') addSelector(node, text, found)
    },
  })
  const series = { names: [...found.names], patterns: [...found.patterns] }
  return found.broken ? { ...series, unparsed: 'not valid PromQL' } : series
}

/** Tells which names an RE2 pattern matches, as a whole. A pattern that RE2 refuses matches none. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  try {
    const compiled = RE2JS.compile(pattern)
    return (name) => compiled.matcher(name).matches()
  } catch {
    return () => false
  }
}

/** The pattern of a name in which `*` stands for anything. */
export function patternOf(name: string): string {
  return name
    .split('*')
    .map((piece) => RE2JS.quote(piece))
    .join('.*')
}

/** Whether a name of which `*` is unknown says more than kind and unit: `*_total` would be half of all metrics. */
export function isTelling(name: string): boolean {
  return !name.includes('*') || name.split(/[^a-zA-Z]+/).some((word) => word.length > 2 && !ENDINGS.has(word))
}

const ENDINGS = new Set(['total', 'bucket', 'sum', 'count', 'created', 'seconds', 'bytes', 'max'])

const LONGEST = 10_000

interface Found {
  readonly names: Set<string>
  readonly patterns: Set<string>
  broken: boolean
}

function addSelector(selector: SyntaxNode, text: string, found: Found): void {
  const identifier = selector.getChild('Identifier')
  if (identifier) addName(text.slice(identifier.from, identifier.to), found)
  const matchers = selector.getChild('LabelMatchers')
  for (const quoted of matchers?.getChildren('QuotedLabelName') ?? []) addName(unquote(text.slice(quoted.from, quoted.to)), found)
  for (const matcher of matchers?.getChildren('UnquotedLabelMatcher') ?? []) addNameMatcher(matcher, text, found)
}

function addNameMatcher(matcher: SyntaxNode, text: string, found: Found): void {
  const [label, operator, value] = ['LabelName', 'MatchOp', 'StringLiteral'].map((type) => {
    const child = matcher.getChild(type)
    return child ? text.slice(child.from, child.to) : ''
  })
  if (label !== '__name__' || !value) return
  if (operator === '=') addName(unquote(value), found)
  if (operator === '=~') addPattern(unquote(value), found)
}

function addName(name: string, found: Found): void {
  const pieces = name.split(VARIABLE)
  if (pieces.length === 1) found.names.add(name)
  else if (isTelling(pieces.join('*'))) found.patterns.add(patternOf(pieces.join('*')))
}

/** An alternation of plain names is a list of names; anything else stays a pattern. */
function addPattern(pattern: string, found: Found): void {
  const pieces = pattern.split(VARIABLE)
  if (pieces.length > 1) {
    if (isTelling(pieces.join('*'))) found.patterns.add(pieces.join('.*'))
  } else if (/^[\w:|]+$/.test(pattern)) for (const name of pattern.split('|')) addName(name, found)
  else found.patterns.add(pattern)
}

/** A word that PromQL takes for a metric, a label or a number alike. */
const VARIABLE = 'readiness__variable'

const HELM = /\{\{[^{}]*\}\}/g
/** Prints nothing. */
const HELM_BLOCK = /\{\{-?\s*(?:if|else|end|with|range|define|block|\/\*)\b[^{}]*\}\}/g
const GRAFANA = /\$\{[^{}]*\}|\$\w+|\[\[\w+\]\]/g

function withoutTemplates(expression: string): string {
  return expression
    .replaceAll(HELM_BLOCK, ' ')
    .replaceAll(HELM, VARIABLE)
    .replaceAll(GRAFANA, VARIABLE)
    .replaceAll(/\[[^[\]]*\]/g, (range) => (range.includes(VARIABLE) ? (range.includes(':') ? '[5m:1m]' : '[5m]') : range))
    .replaceAll(/\boffset\s+readiness__variable\w*/g, 'offset 5m')
}

function unquote(literal: string): string {
  const inner = literal.slice(1, -1)
  return literal.startsWith('`') ? inner : inner.replaceAll(/\\(.)/g, '$1')
}
