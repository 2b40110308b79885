import type { Class, Code, Field, Value } from '#formats/code/view'
import type { FieldMark } from './leak.ts'

/** What the classes of a file say of their fields. */
export function fieldMarks(code: Code): readonly FieldMark[] {
  const marked = new Set(code.comments.filter(({ text }) => /\bPII\b|\bpersonal data\b/i.test(text)).map(({ range }) => range.start.line))
  return code.classes.flatMap((one) => one.fields.flatMap((field) => markOf(one, field, marked)))
}

function markOf({ name: owner }: Class, field: Field, marked: ReadonlySet<number>): FieldMark[] {
  if (/^(?:Optional\[)?(?:pydantic\.)?Secret(?:Str|Bytes)?\b/.test(field.type ?? '')) return [{ is: 'hidden', name: field.name }]
  const isPersonal = field.decorators.some(tagged) || saysPersonal(field.value) || marked.has(field.range.start.line)
  return isPersonal ? [{ is: 'personal', owner, name: field.name }] : []
}

function tagged({ name, args }: Field['decorators'][number]): boolean {
  if (/^(?:PII|Pii|PersonalData|Personal|SensitiveData|Sensitive|ProtectedPersonalData)$/.test(name)) return true
  return /^(?:pii|sensitive|gdpr)$/.test(name) && args.some(({ value }) => value.kind === 'string' && value.text !== 'false')
}

/** `Field(json_schema_extra={"pii": True})`, `field(metadata={"pii": True})`. */
function saysPersonal(value: Value | undefined): boolean {
  return value?.kind === 'call' && value.args.some((argument) => isMark(argument.name ?? '', argument.value) || hasMark(argument.value))
}

function hasMark(value: Value): boolean {
  return value.kind === 'object' && value.entries.some((entry) => isMark(entry.key, entry.value) || hasMark(entry.value))
}

function isMark(key: string, value: Value): boolean {
  return /^(?:pii|is_pii|sensitive|personal_data)$/i.test(key) && value.kind === 'boolean' && value.value
}
