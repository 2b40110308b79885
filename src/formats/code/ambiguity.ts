/** Nobody writes types, or comparisons in one statement, of this depth. */
const MAX_OPEN = 1000

/**
 * Tells texts with so many `<` that neither `>` nor the end of a statement closes that a parser of generics, which has to keep
 * both readings of each, would need memory by their square.
 */
export function isAmbiguous(text: string): boolean {
  let open = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === ';' || char === '{' || char === '}') open = 0
    else if (char === '<' && (text[at + 1] === '<' || text[at + 1] === '=')) at++
    else if (char === '<' && ++open > MAX_OPEN) return true
    else if (char === '>' && open > 0 && text[at - 1] !== '=' && text[at - 1] !== '-') open--
  }
  return false
}
