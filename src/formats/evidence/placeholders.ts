/** Nothing but a promise: `TODO`, `TBD`, `- [ ] fill in`, `<service name>`, `Describe the steps here`. */
export function isPlaceholder(text: string): boolean {
  const bare = text
    .trim()
    .replace(/^(?:[-*+>#|]|\d+[.)]|\[[ x]\]|\s)+/i, '')
    .replaceAll(/[_*`|]/g, '')
    .trim()
  return PROMISE.test(bare) || /^(?:<[^<>]{2,80}>|\{\{?[^{}]{2,80}\}?\}|\[[^[\]()]{2,80}\])[.:]?$/.test(bare)
}

const PROMISE =
  /^(?:describe (?:the|how|what|here)\b[^:.;]{0,60}\.?$|(?:insert|add|write|replace) [^:.;]{0,40}\bhere\.?$|(?:to\s?-?do|tbd|tba|tbc|fixme|wip|xxx|n\/a|none yet|placeholder|coming soon|to be (?:written|done|decided|defined|determined|completed|documented|filled)|fill (?:me |this )?in|lorem ipsum|\.{3}|…)(?!\w).{0,40}$)/i
