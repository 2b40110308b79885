import type { Code, Func } from '#formats/code/view'
import { encloses } from '#formats/ranges'
import { onceFor } from '#model/once'

/** Whether a comment in a function, or right before it, says that it only pretends for now. */
export function admits(code: Code, { range }: Func): boolean {
  return admissions(code).some((one) => encloses(range, one) || (one.end.line < range.start.line && range.start.line - one.end.line <= 2))
}

const admissions = onceFor((code: Code) =>
  [...code.comments, ...code.strings].filter(({ text }) => text.length < 600 && ADMITS.test(text)).map(({ range }) => range),
)

const MADE_UP =
  '(?:mock(?:ed)?|fake|dummy|stub(?:bed)?|simulat\\w{1,5}|placeholder|hard-?coded|bypass\\w{0,4}|pretend|temporar\\w{1,2}|for now|for (?:the )?(?:demo|mvp|prototype|development|testing)|todo|fixme|not (?:yet )?implemented|in (?:a )?(?:real|production)|replace|accepts? (?:any|all|every))'
const AUTH =
  '(?:auth\\w{0,15}|log(?:ged)?[- ]?in|sign[- ]?in|token|jwt|session|credentials?|password|current user|identity|validat\\w{1,4}|verif\\w{1,7})'
const ADMITS = new RegExp(`\\b${MADE_UP}\\b[^\\n]{0,80}\\b${AUTH}\\b|\\b${AUTH}\\b[^\\n]{0,60}\\b${MADE_UP}\\b`, 'i')
