/** Dedents an embedded file. Editors highlight the language that the tag is named after. */
export const yaml = dedent
export const dockerfile = dedent
export const python = dedent
export const javascript = dedent
export const typescript = dedent
export const go = dedent
export const java = dedent
export const ruby = dedent
export const php = dedent
export const csharp = dedent
export const hcl = dedent
export const sql = dedent
export const markdown = dedent
export const text = dedent

/** `raw`, so that a backslash in an embedded file needs no second one. */
function dedent(strings: TemplateStringsArray): string {
  const lines = strings.raw.join('').replaceAll('\\`', '`').replaceAll('\\${', '${').replace(/^\n/, '').trimEnd().split('\n')
  const indents = lines.filter((line) => line.trim()).map((line) => line.search(/\S/))
  const indent = Math.min(...indents)
  return `${lines.map((line) => line.slice(indent)).join('\n')}\n`
}
