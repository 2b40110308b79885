import type { Range } from '#model/location'
import { onceFor } from '#model/once'
import { argumentOf, constantText, positional } from '../lookup.ts'
import type { Class, Code, Decorator, Field, Scope, Value } from '../view.ts'
import { givenDefaults } from './defaults.ts'
import type { DeclaredRead } from './reader.ts'

/** Settings that a declaration fills from the environment: pydantic classes, tags of Go structs, annotations of Java. */
export const declaredReads: (code: Code) => readonly DeclaredRead[] = onceFor((code) => {
  const given = givenDefaults(code)
  if (code.language === 'python') return [...code.classes.filter(isSettings).flatMap((one) => pydantic(one, prefixOf(code, one))), ...given]
  if (code.language === 'go') return [...code.classes.flatMap((one) => one.fields.flatMap((field) => tagged(field, one.scope))), ...given]
  return code.language === 'java' ? code.decorators.flatMap(annotated) : given
})

function isSettings({ bases }: Class): boolean {
  return bases.some((base) => base.endsWith('BaseSettings'))
}

/** `model_config = SettingsConfigDict(env_prefix="APP_")`, or `env_prefix = "APP_"` in the class `Config` inside. */
function prefixOf(code: Code, { name, fields }: Class): string {
  const config = fields.find((field) => field.name === 'model_config')?.value
  const given = config?.kind === 'call' ? argumentOf(config, 'env_prefix') : undefined
  const older = code.assignments.find(({ target, scope }) => target === 'env_prefix' && scope.class === 'Config')
  return constantText(given) ?? (name === 'Config' ? '' : (constantText(older?.value) ?? ''))
}

function pydantic({ fields, scope, name }: Class, prefix: string): DeclaredRead[] {
  return fields
    .filter((field) => field.name !== 'model_config' && !field.name.startsWith('_') && !field.type?.startsWith('ClassVar'))
    .map(({ name: field, value, range }) => {
      const call = value?.kind === 'call' && /(?:^|\.)Field$/.test(value.callee) ? value : undefined
      const alias = call && constantText(argumentOf(call, 'env') ?? argumentOf(call, 'validation_alias') ?? argumentOf(call, 'alias'))
      const given = call ? (argumentOf(call, 'default') ?? argumentOf(call, 'default_factory') ?? positional(call, 0)) : value
      const fallback = given?.kind === 'other' && given.text === '...' ? undefined : given
      return {
        name: alias ?? `${prefix}${field}`.toUpperCase(),
        default: fallback,
        required: !fallback,
        range,
        scope: { ...scope, class: name },
      }
    })
}

/** `env:"DEBUG" envDefault:"true"`, `envconfig:"DEBUG" default:"true"`, `env:"DEBUG, default=true"`. */
function tagged({ decorators, range }: Field, scope: Scope): DeclaredRead[] {
  const tag = (...names: readonly string[]) => decorators.find(({ name }) => names.includes(name))?.args[0]?.value
  const [name = '', ...options] = (constantText(tag('env', 'envconfig')) ?? '').split(',').map((part) => part.trim())
  if (!name) return []
  const inline = options.find((option) => option.startsWith('default='))?.slice('default='.length)
  const fallback = tag('envDefault', 'env-default', 'default') ?? (inline === undefined ? undefined : textAt(inline, range))
  const required = !fallback && (options.includes('required') || constantText(tag('required', 'env-required')) === 'true')
  return [{ name, default: fallback, required, range, scope }]
}

/** `@Value("${app.debug:true}")`, `@ConfigProperty(name = "app.debug", defaultValue = "true")`. */
function annotated({ name, args, range, scope }: Decorator): DeclaredRead[] {
  const named = (key: string) => args.find((argument) => argument.name === key)?.value
  if (name === 'ConfigProperty') {
    const key = constantText(named('name'))
    const fallback = named('defaultValue')
    return key ? [{ name: key, default: fallback, required: !fallback, range, scope }] : []
  }
  const written = name === 'Value' ? (args.find((argument) => !argument.name) ?? args[0])?.value : undefined
  const [, key, fallback] = /^\$\{([^:{}]+)(?::([^{}]*))?\}$/.exec(constantText(written) ?? '') ?? []
  if (!key || !written) return []
  return [
    {
      name: key,
      default: fallback === undefined ? undefined : textAt(fallback, written.range),
      required: fallback === undefined,
      range,
      scope,
    },
  ]
}

function textAt(text: string, range: Range): Value {
  return { kind: 'string', text, interpolated: false, parts: [], range }
}
