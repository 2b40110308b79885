import { z } from 'zod'
import type { DataPath } from './document.ts'

/** The keys that the schema knows at a path: its JSON Schema can be walked, zod's own types cannot. */
export function keysAt(schema: z.ZodType, path: DataPath): readonly string[] {
  let node: JsonSchema | undefined = jsonSchema(schema)
  for (const part of path) {
    const objects: readonly JsonSchema[] = [node, ...(node.anyOf ?? [])]
    const next: JsonSchema | undefined = objects
      .map((each) => (typeof part === 'number' ? each.items : (each.properties?.[String(part)] ?? each.additionalProperties)))
      .find((each) => typeof each === 'object')
    if (!next) return []
    node = next
  }
  return [node, ...(node.anyOf ?? [])].flatMap(({ properties }) => Object.keys(properties ?? {}))
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
}

function jsonSchema(schema: z.ZodType): JsonSchema {
  const known = JSON_SCHEMAS.get(schema) ?? (z.toJSONSchema(schema, { io: 'input' }) as JsonSchema)
  JSON_SCHEMAS.set(schema, known)
  return known
}

const JSON_SCHEMAS = new WeakMap<z.ZodType, JsonSchema>()
