import { z } from 'zod'
import type { Catalogue, Check } from '#model/check'
import { POLICY_CONTROLS } from '#model/policy-controls'
import { paramSchema } from './params.ts'
import { controlEntry, policySchema } from './schema.ts'

type Json = Record<string, unknown>

/** JSON Schema for editors, out of the same source as the parser, with every control of the catalogue for completion. */
export function policyJsonSchema(catalogue: Catalogue): Json {
  const schema = z.toJSONSchema(policySchema, { io: 'input', target: 'draft-7' }) as { readonly properties: Readonly<Record<string, Json>> }
  const entry = z.toJSONSchema(controlEntry, { io: 'input', target: 'draft-7' }) as Json & { readonly properties: Json }
  const { $schema: _, ...plain } = entry
  const named = Object.entries(catalogue).map(([id, check]) => [
    id,
    { ...plain, description: check.title, properties: { ...plain.properties, params: paramsOf(check) } },
  ])
  const policies = Object.entries(POLICY_CONTROLS).map(([id, { title }]) => [id, { ...plain, description: title }])
  const controls = { ...schema.properties.controls, properties: Object.fromEntries([...named, ...policies]) }
  return { ...schema, title: 'Readiness policy', properties: { ...schema.properties, controls } }
}

function paramsOf({ params = {} }: Check): Json {
  const properties = Object.entries(params).map(([name, spec]) => {
    const { $schema: _, ...property } = z.toJSONSchema(paramSchema(spec), { io: 'input', target: 'draft-7' }) as Json
    return [name, { ...property, default: spec.default }]
  })
  return {
    type: 'object',
    description: 'Parameters of this control.',
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  }
}
