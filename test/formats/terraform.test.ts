import { beforeAll, describe, expect, test } from 'vitest'
import { HOLE } from '#formats/expand'
import { prepare } from '#formats/prepare'
import {
  address,
  allBlocks,
  blocksOf,
  definedText,
  definitions,
  isHclPath,
  rangeOf,
  stringOf,
  terraform,
  valueAt,
} from '#formats/terraform'
import { hcl } from '#model/example'
import { Unparsable } from '#model/unparsable'

beforeAll(() => prepare(['infra/main.tf']))

function file(text: string, path = 'infra/main.tf') {
  return { path, text }
}

const MAIN = file(hcl`
  variable "tag" {
    type    = string
    default = "latest"
  }
  variable "open" {}
  locals {
    image = "registry.example/web:\${var.tag}"
    port  = 8080
  }
  # a comment
  resource "aws_ecs_task_definition" "web" {
    family                = "web"
    container_definitions = jsonencode([
      { name = "web", image = local.image, "essential" : true, replicas = -1 },
    ])
    policy = <<-EOT
      {"name": "x", "image": "y:\${var.open}"}
    EOT
    dynamic "volume" {
      for_each = var.volumes
      content { name = volume.value }
    }
    lifecycle { ignore_changes = [container_definitions] }
  }
  module "net" { source = "./net" }
`)

describe('Terraform', () => {
  test('has blocks with labels and places', () => {
    const blocks = [...allBlocks(terraform(MAIN))].slice(1)
    expect(blocks.map((block) => address(block))).toEqual(
      'var.tag var.open locals aws_ecs_task_definition.web volume lifecycle module.net'.split(' '),
    )
    const [web] = blocksOf(terraform(MAIN), 'resource', 'aws_ecs_task_definition')
    expect(rangeOf(web!)).toEqual({ start: { line: 11, column: 1 }, end: { line: 11, column: 41 } })
  })

  test('has typed values where they stand', () => {
    const [web] = blocksOf(terraform(MAIN), 'resource')
    const call = web!.attributes.get('container_definitions')
    const container = call?.kind === 'call' ? valueAt(call.arguments[0], 0) : undefined
    expect(stringOf(valueAt(container, 'name'))).toBe('web')
    expect(valueAt(container, 'essential')).toMatchObject({ kind: 'bool', value: true })
    expect(valueAt(container, 'replicas')).toMatchObject({ kind: 'other' })
    expect(valueAt(container, 'image')).toMatchObject({ kind: 'reference', path: 'local.image' })
    expect(rangeOf(valueAt(container, 'name')!)).toEqual({ start: { line: 14, column: 15 }, end: { line: 14, column: 18 } })
    expect(stringOf(web!.attributes.get('policy'))?.trim()).toBe(`{"name": "x", "image": "y:${HOLE}"}`)
  })

  test('resolves what the file itself defines', () => {
    expect(definedText(MAIN)('local.image')).toBe('registry.example/web:latest')
    expect(definedText(MAIN)('local.port')).toBe('8080')
    expect(definedText(MAIN)('var.open')).toBeUndefined()
    expect(definitions(MAIN).has('var.open')).toBe(false)
  })

  test('reads escapes, indexes and conditions for what they are', () => {
    const source = file(hcl`
      a = "x\n\"$\${y}"
      b = var.list[0].name
      c = x ? "a" : "b"
      d = [for x in y : x]
      e = "\${upper("q")}-\${var.z}"
      f = null
    `)
    const { attributes } = terraform(source)
    expect(stringOf(attributes.get('a'))).toBe('x\n"$'.concat('{y}'))
    expect(attributes.get('b')).toMatchObject({ kind: 'reference', path: 'var.list[0].name' })
    expect(['c', 'd'].map((name) => attributes.get(name)?.kind)).toEqual(['other', 'other'])
    expect(stringOf(attributes.get('e'), () => 'v')).toBe(`${HOLE}-v`)
    expect(attributes.get('f')?.kind).toBe('null')
  })

  test.each([
    ['a syntax error', 'b "c" {\n  a = 1\n  broken =\n}\n'],
    ['no HCL at all', '%%% ]['],
    ['deep nesting', `a = ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`],
    ['deep blocks', `${'a {\n'.repeat(5_000)}${'}\n'.repeat(5_000)}`],
    ['an endless string', `a = "${'x'.repeat(500_000)}`],
    ['more than a megabyte', 'x'.repeat(1_000_001)],
  ])('%s is refused', (_, source) => {
    expect(() => terraform(file(source))).toThrow(Unparsable)
  })

  test('definitions that double, or refer to themselves, stay open', () => {
    const doubling = Array.from({ length: 100 }, (_, index) => `a${index + 1} = "\${local.a${index}}\${local.a${index}}"`).join('\n')
    const source = file(`locals {\na0 = "x"\n${doubling}\nself = local.self\n}\n`)
    expect(definedText(source)('local.a100')).toContain(HOLE)
    expect(definedText(source)('local.self')).toBe(HOLE)
  })

  test('is known by its path', () => {
    expect(['main.tf', 'x.hcl', 'job.nomad', 'main.tf.json', 'tf'].map(isHclPath)).toEqual([true, true, true, false, false])
  })
})
