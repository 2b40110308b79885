import { expect, test } from 'vitest'
import { ownerRuleOf, ownerRules } from '../../src/formats/codeowners.ts'

const FILE = {
  path: '.github/CODEOWNERS',
  text: `# who answers for what
*                 @acme/all
*.tf              @acme/infra   # Terraform
/docs/            docs@acme.example
docs/*            @acme/writers
apps/web          @acme/web @alice
/build/logs/      @doctocat
my\\ file.txt     @bob
/free/
!not/supported    @mallory
x[ab].py          @mallory
/.readiness.yml   @acme/sre
`,
}

test.each([
  ['README.md', ['@acme/all']],
  ['infra/main.tf', ['@acme/infra']],
  ['docs/a/b.md', ['docs@acme.example']],
  ['docs/a.md', ['@acme/writers']],
  ['sub/docs/a.md', ['@acme/all']],
  ['apps/web/src/a.ts', ['@acme/web', '@alice']],
  ['build/logs/a', ['@doctocat']],
  ['x/build/logs/a', ['@acme/all']],
  ['my file.txt', ['@bob']],
  ['free/a', []],
  ['not/supported', ['@acme/all']],
  ['.readiness.yml', ['@acme/sre']],
])('%s belongs to %j', (path, owners) => {
  expect(ownerRuleOf(ownerRules(FILE), path)?.owners).toEqual(owners)
})

test('a rule stands in its line', () => {
  expect(ownerRuleOf(ownerRules(FILE), 'docs/a.md')?.range.start).toEqual({ line: 5, column: 1 })
})

test('hostile patterns are matched in bounds', () => {
  const text = `${'{a,b}'.repeat(500)} @a\n${'*a'.repeat(500)} @b\n${'**/'.repeat(300)}x @c\n`
  expect(ownerRuleOf(ownerRules({ path: 'CODEOWNERS', text }), 'aaaaaaaaaaaaaaaaaaaaaaaaab')).toBeUndefined()
})
