import type { Pair } from './pair.ts'

/**
 * Names with literal values in text of any kind, found line by line and without a parser: settings in PHP, Python or
 * JavaScript, shell commands, XML, YAML and JSON that does not parse. For files that have no format of their own.
 */
export function assignments(text: string, from = 0, to = text.length): readonly Pair[] {
  const found = new Map<number, Pair>()
  const region = to === text.length && from === 0 ? text : text.slice(from, to)
  for (const form of FORMS) {
    for (const match of region.matchAll(form)) {
      const { name = '', comment } = match.groups!
      const value = match.groups!.value!.trimEnd()
      const [nameStart, nameEnd] = match.indices!.groups!.name!
      const [start] = match.indices!.groups!.value!
      const end = start + value.length
      if (found.has(from + start) || nameEnd > start) continue
      const commented = comment !== undefined
      found.set(from + start, {
        name,
        value,
        nameStart: from + nameStart,
        start: from + start,
        end: from + end,
        ...(commented && { commented }),
      })
    }
  }
  return [...found.values()].toSorted((a, b) => a.start - b.start)
}

const NAME = String.raw`(?<![\w.$-])(?<name>[A-Za-z_][\w.-]{0,100})`
/** The same after the sign of a variable, where a statement begins. */
const NAME_OF_PHP = String.raw`(?:(?<![\w.$-])|(?<=(?:^|[\s;])\$))(?<name>[A-Za-z_][\w.-]{0,100})`
const QUOTED = String.raw`(?:(?<=")(?<value>[^"\r\n]{0,8192})"|(?<=')(?<value>[^'\r\n]{0,8192})'|(?<=${'`'})(?<value>[^${'`'}\r\n]{0,8192})${'`'})`

const LINE_START = String.raw`(?<=^|[\r\n])[ \t]{0,40}`
/** Up to a comment. */
const UNQUOTED = '(?<value>[^\\s"\'`#](?:[^\\r\\n#]|(?<![ \\t])#){0,8192})'

/** The first form that reads a value wins. */
const FORMS: readonly RegExp[] = [
  // key="name" value="value"
  `(?:key|name)=["']${NAME}["'][ \\t]{1,40}value=["']${QUOTED}`,
  // name = "value", 'name' => 'value', "name": "value", $name = 'value', $x['name'] = 'value', name: string = 'value'
  `${NAME_OF_PHP}["']?\\]?(?::[ \\t]?&?(?:'static )?[A-Za-z][\\w.<>[\\]|]{0,40})?[ \\t]{0,40}(?:=>|:=|=|:)[ \\t]{0,40}["'\`]${QUOTED}`,
  // define('name', 'value'), get("name", "value")
  `(?<=["'])${NAME}["'],[ \\t]{0,40}["']${QUOTED}`,
  // <property name="name">value</property>
  `<[A-Za-z][\\w.:-]{0,40}[ \\t]{1,4}(?:key|name)=["']${NAME}["']>(?<value>[^<>\\r\\n]{1,8192})</`,
  // <name>value</name>
  '<(?<name>[A-Za-z][\\w.-]{0,100})>(?<value>[^<>\\r\\n]{1,8192})</',
  // NAME=value anywhere, as commands have it
  '(?<![\\w.$-])(?<name>[A-Z][A-Z0-9_]{2,100})=(?<value>[^\\s"\'`;,<>&|()]{1,8192})',
  // name: value, name = value, alone on a line
  `${LINE_START}(?:- )?(?<comment>[#;][ \\t]{0,8})?(?<name>[A-Za-z_][\\w.-]{0,100})[ \\t]{0,40}(?:=|:(?=[ \\t]))[ \\t]{0,40}${UNQUOTED}`,
].map((source) => new RegExp(source, 'dg'))
