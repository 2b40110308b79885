import { argumentOf, constantText } from '../code/lookup.ts'
import type { Call, Value } from '../code/view.ts'
import type { Change, FieldShape } from './change.ts'

type Bare = Omit<Change, 'range'>

/** What `AddField` does, with what later migrations of the field compare with. */
export function addedField(call: Call, table: string): readonly Bare[] {
  const field = argumentOf(call, 'field', 2)
  const name = constantText(argumentOf(call, 'name', 1))
  const shape = shapeOf(field)
  if (field?.kind !== 'call' || !shape || shape.type === 'ManyToManyField') return []
  const isFilled = ['default', 'db_default', 'auto_now', 'auto_now_add', 'expression'].some((key) => argumentOf(field, key))
  const blank = argumentOf(field, 'blank')
  // Django fills these with an empty text.
  const isText = /Char|Text|Slug|Email|URL|File|Image/.test(shape.type) && blank?.kind === 'boolean' && blank.value
  const isRequired = !(shape.nullable || isFilled || isText || /^(?:\w*AutoField|GeneratedField)$/.test(shape.type)) && isKnown(shape.type)
  return [
    { kind: isRequired ? 'add required column' : 'add column', table, name },
    { kind: 'field', table, name, field: shape },
  ]
}

/** Fields of other packages may fill themselves. */
function isKnown(type: string): boolean {
  return /^(?:Char|Text|Slug|Email|URL|(?:Positive)?(?:Big|Small)?Integer|Float|Decimal|Boolean|Date|DateTime|Time|Duration|UUID|JSON|Binary|IPAddress|GenericIPAddress)Field$|^ForeignKey$|^OneToOneField$/.test(
    type,
  )
}

/** Of `CreateModel`. */
export function fieldsOf(fields: Value | undefined, table: string): readonly Bare[] {
  if (fields?.kind !== 'list') return []
  return fields.items.flatMap((item): readonly Bare[] => {
    if (item.kind !== 'list') return []
    const [name, value] = item.items
    const field = shapeOf(value)
    return field ? [{ kind: 'field', table, name: constantText(name), field }] : []
  })
}

export function shapeOf(value: Value | undefined): FieldShape | undefined {
  if (value?.kind !== 'call') return
  const length = argumentOf(value, 'max_length')
  return {
    type: value.method,
    nullable: isTrue(value, 'null'),
    length: length?.kind === 'number' ? length.value : undefined,
    indexed: isTrue(value, 'db_index') || value.method === 'SlugField',
    unique: isTrue(value, 'unique') || isTrue(value, 'primary_key') || value.method === 'OneToOneField',
  }
}

function isTrue(call: Call, option: string): boolean {
  const value = argumentOf(call, option)
  return value?.kind === 'boolean' && value.value
}
