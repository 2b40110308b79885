import { nameOf } from '#formats/code/names'
import type { Call, Catch, Code, Value } from '#formats/code/view'
import type { LogCall } from '#formats/logging/call'
import type { Range } from '#model/location'
import { onceFor } from '#model/once'

/** Errors whose text quotes the row that the database refused: `Key (email)=(a@b.c) already exists`. */
const QUOTES =
  /(?:^|\.)(?:IntegrityError|DataError|UniqueViolation(?:Error)?|ForeignKeyViolation(?:Error)?|NotNullViolation(?:Error)?|DataIntegrityViolationException|DuplicateKeyException|ConstraintViolationException|SQLIntegrityConstraintViolationException|RecordNotUnique|RecordInvalid|DbUpdateException|QueryFailedError|UniqueConstraintError)$/

/** Where a call logs the text of such an error. */
export function quotedError({ call, logged }: LogCall, source: Code): { readonly name: string; readonly range: Range } | undefined {
  const caught = quoting(source).find((one) => one.calls.some((other) => isSame(other, call)))
  if (!caught) return
  const range = logged.map(({ value }) => mention(value, caught)).find((found) => found)
  return range && { name: caught.types.find((type) => QUOTES.test(type))!, range }
}

const quoting = onceFor(({ catches }: Code): readonly Catch[] =>
  catches.filter(({ variable, types }) => variable && types.some((type) => QUOTES.test(type))),
)

function isSame({ range: { start } }: Call, { range }: Call): boolean {
  return start.line === range.start.line && start.column === range.start.column
}

function mention(value: Value, { variable }: Catch): Range | undefined {
  switch (value.kind) {
    case 'name':
    case 'member':
      return TEXTS.test(nameOf(value).slice(variable!.length)) && nameOf(value).startsWith(variable!) ? value.range : undefined
    case 'string':
      return value.parts.map((part) => mention(part, { variable } as Catch)).find((found) => found)
    case 'binary':
      return mention(value.left, { variable } as Catch) ?? mention(value.right, { variable } as Catch)
    case 'call': {
      if (/^(?:str|repr|String)$/.test(value.callee)) return value.args[0] && mention(value.args[0].value, { variable } as Catch)
      return /^(?:getMessage|toString|message|ToString|full_message)$/.test(value.method) &&
        value.receiver &&
        nameOf(value.receiver) === variable
        ? value.range
        : undefined
    }
    default:
      return
  }
}

/** The error itself, or what of it is text. */
const TEXTS = /^(?:\.(?:message|detail|orig|args|Message|pgerror|diag\.message_detail|parameters))?$/
