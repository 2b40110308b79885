import { createHash } from 'node:crypto'
import fc from 'fast-check'
import type { Element, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { describe, expect, it } from 'vitest'
import { renderAuditHtml } from '../../../src/reports/audit/html.ts'
import { renderAuditMarkdown } from '../../../src/reports/audit/markdown.ts'
import type { AuditContext } from '../../../src/reports/context.ts'
import { evaluationOf, type Seen } from '../assessments.ts'
import { AUDIT_CONTEXT, AUDITED } from '../audits.ts'
import { INFO } from '../catalogue.ts'
import { githubHtml } from '../github-page.ts'
import { HOSTILE, hostileText } from '../hostile.ts'
import { SECRET_VALUE } from '../story.ts'

const HEADINGS = [
  'Top line',
  'Blockers',
  'Plan',
  'Dimensions',
  'Controls',
  'Findings',
  'Severity by section',
  'Risk register',
  'Pre-launch checklist',
  'Sign-offs',
  'Evidence',
  'Accepted risks',
  'Fixed since',
  'Files reviewed',
]

const hostile = (texts: readonly string[]): Seen[] =>
  texts.map((text, index) => ({
    control: index % 2 ? 'testing/unit-tests' : 'access/debug-default',
    subject: text,
    path: `src/${text}`,
    message: text,
    line: index + 1,
    rating: 'red',
  }))

const hostileContext = (texts: readonly string[]): AuditContext => ({
  ...AUDIT_CONTEXT,
  name: texts[0]!,
  serviceOf: (path) => path,
  ownersOf: () => texts,
  sections: texts.map((text) => ({ name: text, covers: () => true, implication: text, schedule: text })),
  axes: texts.map((text) => ({ name: text, covers: () => true })),
  plannedOf: () => ({ owner: texts[0]! }),
  roleOf: () => texts[0],
  inventory: { migrations: [{ folder: texts[0]!, count: 1, newest: texts[0]! }], workflows: texts },
  policy: {
    ...AUDIT_CONTEXT.policy!,
    report: { ...AUDIT_CONTEXT.policy!.report, timeline: texts.map((text) => ({ when: text, what: text })) },
  },
  linkTo: undefined,
  docsOf: undefined,
})

describe('the audit as Markdown', () => {
  it('says everything, in the order of use', () => {
    expect(renderAuditMarkdown(AUDITED, INFO, AUDIT_CONTEXT)).toMatchSnapshot()
  })

  it('keeps its headings where there is nothing under them', () => {
    const text = renderAuditMarkdown(evaluationOf([]), INFO, {})
    expect([...text.matchAll(/^## (.*?)(?:: .*)?$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS)
    expect(text).toContain('### P0, launch blocker: none')
    expect(text).not.toMatch(/undefined|NaN|null/)
    expect(text).toMatchSnapshot()
  })

  it('never shows a secret', () => {
    expect(renderAuditMarkdown(AUDITED, INFO, AUDIT_CONTEXT)).not.toContain(SECRET_VALUE.slice(0, 6))
    expect(renderAuditHtml(AUDITED, INFO, AUDIT_CONTEXT)).not.toContain(SECRET_VALUE.slice(0, 6))
  })

  it('lets no hostile string come alive', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 6 }), (texts) => {
        const html = githubHtml(renderAuditMarkdown(evaluationOf(hostile(texts)), INFO, hostileContext(texts)))
        expect(html).not.toMatch(/<(img|script|a|s|del|h[456])\b/)
        expect(html.match(/<h2>/g)).toHaveLength(HEADINGS.length)
      }),
      { numRuns: 40 },
    )
  })
})

function elements(node: Root | Element): Element[] {
  return node.children.flatMap((child) => (child.type === 'element' ? [child, ...elements(child)] : []))
}

describe('the audit as a page', () => {
  const page = renderAuditHtml(AUDITED, INFO, AUDIT_CONTEXT)

  it('is one file that loads nothing', () => {
    const loads = elements(fromHtml(page)).filter(
      ({ tagName, properties }) => ['link', 'img', 'iframe', 'object', 'embed'].includes(tagName) || 'src' in properties,
    )
    expect(loads).toEqual([])
    expect(page).not.toMatch(/@import|url\(/)
  })

  it('lets exactly its own script run', () => {
    const [, script] = /<script>([\s\S]*?)<\/script>/.exec(page)!
    const hash = createHash('sha256').update(script!).digest('base64')
    expect(page).toContain(`script-src &#39;sha256-${hash}&#39;`)
    expect(page.match(/<script/g)).toHaveLength(1)
    expect(page).not.toMatch(/\son\w+=/)
  })

  it('has a heading for every link of its navigation, and the same parts as the Markdown', () => {
    const all = elements(fromHtml(page))
    const ids = all.flatMap(({ properties }) => properties.id ?? [])
    const links = all.filter(({ tagName, properties }) => tagName === 'a' && String(properties.href).startsWith('#'))
    for (const { properties } of links) expect(ids).toContain(String(properties.href).slice(1))
    expect(all.filter(({ tagName }) => tagName === 'h2')).toHaveLength(HEADINGS.length)
  })

  it('says in words what its pictures show', () => {
    const pictures = elements(fromHtml(page)).filter(({ tagName }) => tagName === 'svg')
    expect(pictures.map(({ properties }) => properties.ariaLabel)).toMatchSnapshot()
  })

  it('keeps its headings where there is nothing under them', () => {
    const empty = renderAuditHtml(evaluationOf([]), INFO, {})
    expect(elements(fromHtml(empty)).filter(({ tagName }) => tagName === 'h2')).toHaveLength(HEADINGS.length)
    expect(empty).toContain('P0, launch blocker: none')
    expect(empty).not.toMatch(/undefined|NaN|\[object/)
  })

  it('lets no hostile string come alive', () => {
    const skeleton = (texts: readonly string[]) =>
      elements(fromHtml(renderAuditHtml(evaluationOf(hostile(texts)), INFO, hostileContext(texts))))
        .map(({ tagName, properties }) => `${tagName} ${Object.keys(properties).toSorted().join(' ')}`)
        .filter((line) => !/^(?:option|wbr) /.test(line))
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 1 }), (texts) => {
        const plain = skeleton(texts.map(() => 'plain'))
        expect(skeleton(texts.map((text) => text.replaceAll('`', '')))).toEqual(plain)
      }),
      { numRuns: 60 },
    )
    const page = renderAuditHtml(evaluationOf(hostile(HOSTILE)), INFO, hostileContext(HOSTILE))
    const all = elements(fromHtml(page))
    expect(all.filter(({ tagName }) => ['img', 'script'].includes(tagName))).toHaveLength(1)
    expect(all.filter(({ tagName, properties }) => tagName === 'a' && !/^#[\w-]+$/.test(String(properties.href)))).toEqual([])
  })

  it('holds ten thousand findings', () => {
    const seen = Array.from(
      { length: 10_000 },
      (_, index): Seen => ({ control: 'testing/unit-tests', subject: `s${index}`, path: `src/${index % 300}.ts`, line: index + 1 }),
    )
    const large = renderAuditHtml(evaluationOf(seen), INFO, AUDIT_CONTEXT)
    expect(large.match(/<tr data-severity/g)).toHaveLength(10_000)
    expect(large.length).toBeLessThan(12_000_000)
  })
})
