import { beforeAll, expect, test } from 'vitest'
import { prepare } from '#formats/prepare'
import { imageFacts } from '../../checks/deploy/image-latest-tag/image-facts.ts'
import { settleImages } from '../../checks/deploy/image-latest-tag/image-settlement.ts'

beforeAll(() => prepare(['main.tf']))

/** Each of these once took minutes, or all memory: what is asserted is that it ends, and with how many images. */
const HOSTILE: readonly (readonly [what: string, path: string, text: string, images: number])[] = [
  [
    'lists of lists by alias',
    'k8s/a.yaml',
    `apiVersion: v1\nkind: List\nx: &x0 {apiVersion: v1, kind: L}\n${numbered(60, (n) => `x${n + 1}: &x${n + 1} {apiVersion: v1, kind: List, items: [*x${n}, *x${n}, *x${n}]}`)}\nitems: [*x60]`,
    0,
  ],
  [
    'one pod, named by many aliases',
    'k8s/a.yaml',
    `apiVersion: v1\nkind: Pod\na: &a {containers: [{name: x, image: y}]}\nb: [${'*a,'.repeat(200_000)}]`,
    1,
  ],
  ['expressions that never close', '.gitlab-ci.yml', `job: {image: "${'<<'.repeat(300_000)}"}`, 0],
  ['substitutions that never close', '.gitlab-ci.yml', `job: {image: "${'$('.repeat(300_000)}"}`, 0],
  [
    'expressions of a workflow that never close',
    '.github/workflows/a.yml',
    `jobs: {a: {container: "${'$'.concat('{{').repeat(300_000)}"}}`,
    0,
  ],
  ['copies from many stages', 'Dockerfile', numbered(20_000, (n) => `FROM a AS s${n}\nCOPY --from=x${n} a b`), 40_000],
  [
    'locals of locals',
    'main.tf',
    `locals {\n a = [${'local.b,'.repeat(1_000)}]\n b = [${'local.c,'.repeat(1_000)}]\n c = [${'local.d,'.repeat(1_000)}]\n d = [{image="x"}]\n}\nresource "aws_ecs_task_definition" "a" {\n container_definitions = local.a\n}\n`,
    1,
  ],
]

test.each(HOSTILE)('%s', (_, path, text, images) => {
  const facts = [...imageFacts({ path, text })].map((fact) => ({ path, fact }))
  expect(settleImages(facts)).toHaveLength(images)
})

function numbered(count: number, line: (number: number) => string): string {
  return Array.from({ length: count }, (_, number) => line(number)).join('\n')
}
