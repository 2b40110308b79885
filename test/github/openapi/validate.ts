import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

interface Parameter {
  readonly $ref?: string
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: object
}

interface Described {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, unknown>> }
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: Readonly<Record<string, unknown>> }>>
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: {
    readonly parameters: Readonly<Record<string, Parameter>>
    readonly responses: Readonly<Record<string, Described['responses'][string]>>
  }
}

const file = join(import.meta.dirname, 'api.github.com.subset.json')
const description = closeRequests(JSON.parse(readFileSync(file, 'utf8'), eitherAccount) as Description)
const ajv = new Ajv({ strict: false, allErrors: true, verbose: true })
const coercing = new Ajv({ strict: false, allErrors: true, verbose: true, coerceTypes: true })
for (const instance of [ajv, coercing]) {
  addFormats.default(instance)
  instance.addFormat('repo.nwo', true)
  instance.addFormat('ssh-key', true)
  instance.addSchema({ ...description, $id: 'gh', openapi: undefined }, 'gh')
}
const compiled = new Map<string, ValidateFunction>()

/** GitHub's name for an operation, such as `checks/create`. */
export function operationId(method: string, template: string): string {
  return described(method, template).operationId
}

/** What is wrong with a request by GitHub's description; unknown fields and parameters are wrong, too. */
export function checkRequest(method: string, template: string, sent: { params: object; query: object; body: unknown }): string[] {
  const operation = described(method, template)
  const parameters = (operation.parameters ?? []).map((parameter) => resolveParameter(parameter))
  const errors = [...checkParameters(template, method, parameters, 'path', sent.params)]
  errors.push(...checkParameters(template, method, parameters, 'query', sent.query))
  if (operation.requestBody === undefined) return sent.body === undefined ? errors : [...errors, 'this operation takes no body']
  if (sent.body === undefined) return operation.requestBody.required === true ? [...errors, 'a body is required'] : errors
  const validate = pointerValidator(`${pointer(method, template)}/requestBody/content/application~1json/schema`)
  return validate(sent.body) ? errors : [...errors, ...wording(validate.errors)]
}

/** What is wrong with an answer; a status that the description does not name is wrong when it is a success. */
export function checkResponse(method: string, template: string, status: number, body: unknown): string[] {
  const responses = described(method, template).responses
  const response = responses[status]
  if (response === undefined) return status < 300 ? [`status ${status} is not described`] : []
  const at = response.$ref ?? `#${pointer(method, template)}/responses/${status}`
  const content = response.$ref === undefined ? response.content : description.components.responses[response.$ref.split('/')[3]!]?.content
  if (content?.['application/json'] === undefined) return []
  const validate = pointerValidator(`${at.slice(1)}/content/application~1json/schema`)
  return validate(body) ? [] : wording(validate.errors)
}

/** In one place GitHub's description asks of an account to be a user and an enterprise at once, where it means either. */
function eitherAccount(key: string, value: { readonly anyOf?: readonly { readonly allOf?: readonly object[] }[] }): unknown {
  const [both, ...others] = value?.anyOf ?? []
  return key === 'account' && both?.allOf ? { ...value, anyOf: [...both.allOf, ...others] } : value
}

function described(method: string, template: string): Described {
  const operation = description.paths[template]?.[method.toLowerCase()]
  if (operation === undefined) throw new Error(`${method} ${template} is not in the subset: add it to scripts/cut-openapi.ts`)
  return operation
}

function resolveParameter(parameter: Parameter): Parameter {
  return parameter.$ref === undefined ? parameter : description.components.parameters[parameter.$ref.split('/')[3]!]!
}

function checkParameters(template: string, method: string, all: readonly Parameter[], kind: string, sent: object): string[] {
  const own = all.filter((parameter) => parameter.in === kind)
  const key = `${method} ${template} ${kind}`
  const schema = {
    type: 'object',
    required: own.filter((parameter) => parameter.required === true).map((parameter) => parameter.name),
    properties: Object.fromEntries(own.map((parameter) => [parameter.name, absolute(parameter.schema)])),
    additionalProperties: false,
  }
  const validate = compiled.get(key) ?? coercing.compile(schema)
  compiled.set(key, validate)
  return validate({ ...sent }) ? [] : wording(validate.errors).map((error) => `${kind} ${error}`)
}

/** References inside a schema that leaves its document have to name it. */
function absolute(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"gh#/')) as object
}

function pointerValidator(path: string): ValidateFunction {
  const known = compiled.get(path)
  if (known !== undefined) return known
  const validate = ajv.compile({ $ref: `gh#${encodeURI(path)}` })
  compiled.set(path, validate)
  return validate
}

function pointer(method: string, template: string): string {
  return `/paths/${template.replaceAll('~', '~0').replaceAll('/', '~1')}/${method.toLowerCase()}`
}

/** The words of the validator that GitHub answers with. */
function wording(errors: readonly ErrorObject[] | null | undefined): string[] {
  return (errors ?? []).slice(0, 20).map((error) => {
    const { keyword, instancePath, message, params, data } = error
    if (keyword === 'maxItems') return `No more than ${params.limit} items are allowed; ${(data as unknown[]).length} were supplied.`
    if (keyword === 'maxLength') return `Only ${params.limit} characters are allowed; ${Array.from(String(data)).length} were supplied.`
    if (keyword === 'required') return `${within(instancePath)}"${params.missingProperty}" wasn't supplied.`
    if (keyword === 'additionalProperties') return `${within(instancePath)}"${params.additionalProperty}" is not a permitted key.`
    if (keyword === 'enum')
      return `${within(instancePath)}${JSON.stringify(data)} is not a member of ${JSON.stringify(params.allowedValues)}.`
    return `For 'properties${instancePath}', ${message} (${JSON.stringify(data)?.slice(0, 80)}).`
  })
}

function within(instancePath: string): string {
  return instancePath === '' ? '' : `For 'properties${instancePath}', `
}

/** GitHub's description allows unknown fields in requests; a misspelt one would go unnoticed for ever. */
function closeRequests(open: Description): Description {
  for (const methods of Object.values(open.paths)) {
    for (const operation of Object.values(methods)) close(operation.requestBody)
  }
  return open
}

function close(node: unknown): void {
  if (node === null || typeof node !== 'object') return
  const schema = node as { type?: string; properties?: object; additionalProperties?: unknown }
  if (schema.type === 'object' && schema.properties !== undefined) schema.additionalProperties ??= false
  for (const child of Object.values(node)) close(child)
}
