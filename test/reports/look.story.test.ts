import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderAuditHtml } from '../../src/reports/audit/html.ts'
import { renderAuditMarkdown } from '../../src/reports/audit/markdown.ts'
import { renderCheckRun, renderFailure } from '../../src/reports/check-run.ts'
import { assessmentOf, CONTEXT, evaluationOf, type Seen } from './assessments.ts'
import { AUDIT_CONTEXT, AUDITED } from './audits.ts'
import { openBrowser } from './browser.ts'
import { INFO } from './catalogue.ts'
import { FAINT_TEXTS } from './faint-texts.ts'
import { githubPage } from './github-page.ts'
import { HOSTILE } from './hostile.ts'
import { contents, STORY } from './story.ts'

/** Set it to a folder to look at the pictures. */
const FOLDER = process.env.READINESS_LOOK

const hostile = HOSTILE.map(
  (text, index): Seen => ({
    control: 'testing/unit-tests',
    subject: text,
    path: `src/${text}`,
    message: text,
    line: index + 1,
    rating: 'black',
  }),
)
const context = { ...CONTEXT, contents, serviceOf: AUDIT_CONTEXT.serviceOf, notes: HOSTILE.slice(0, 3) }

const PAGES: Readonly<Record<string, string>> = {
  'check-red': githubPage(renderCheckRun(assessmentOf(STORY), INFO, context)),
  'check-fixed': githubPage(renderCheckRun(assessmentOf({ base: STORY.head!, head: STORY.base! }), INFO, context)),
  'check-start': githubPage(
    renderCheckRun(assessmentOf({ ...STORY, policy: { mode: 'observe' } }), INFO, { ...context, hasPolicy: false }),
  ),
  'check-hostile': githubPage(renderCheckRun(assessmentOf({ head: hostile }), INFO, context)),
  'check-failure': githubPage(
    renderFailure({ explanation: 'GitHub did not answer in time.', reference: '7f3a-11', enforced: true }, CONTEXT),
  ),
  'audit-markdown': githubPage({ title: 'audit', summary: renderAuditMarkdown(AUDITED, INFO, AUDIT_CONTEXT) }),
  audit: renderAuditHtml(AUDITED, INFO, AUDIT_CONTEXT),
  'audit-hostile': renderAuditHtml(evaluationOf(hostile), INFO, { ...AUDIT_CONTEXT, name: HOSTILE[4] }),
  'audit-empty': renderAuditHtml(evaluationOf([]), INFO, {}),
}

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  let browser: BrowserContext & AsyncDisposable
  beforeAll(async () => {
    browser = await openBrowser({ colorScheme })
    if (FOLDER) mkdirSync(FOLDER, { recursive: true })
  })
  afterAll(() => browser.close())

  it.each(Object.entries(PAGES))('%s fits its window, loads nothing and breaks nothing', async (name, html) => {
    const page = await browser.newPage()
    const trouble: string[] = []
    page.on('pageerror', (error) => trouble.push(String(error)))
    page.on('request', (request) => trouble.push(request.url()))
    page.on('dialog', (dialog) => trouble.push(dialog.message()))
    await page.setContent(html)
    for (const width of [1100, 420]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await overflow(page)).toBe(0)
    }
    await page.setViewportSize({ width: 1100, height: 900 })
    if (FOLDER) await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`), fullPage: true })
    expect(trouble).toEqual([])
    await page.close()
  })

  it('the audit can be read: every text stands out from its ground', async () => {
    const page = await browser.newPage()
    await page.setContent(PAGES.audit!)
    expect(await page.evaluate(FAINT_TEXTS)).toEqual([])
    await page.close()
  })
})

describe('the audit in a browser', () => {
  let browser: BrowserContext & AsyncDisposable
  let page: Page
  beforeAll(async () => {
    browser = await openBrowser()
    page = await browser.newPage()
    await page.setContent(PAGES.audit!)
  })
  afterAll(() => browser.close())

  const shown = () => page.locator('#findings tbody tr:visible').count()
  const choose = (name: string, value: string) => page.locator(`select[name=${name}]`).selectOption(value)
  const said = () => page.locator('form.filter output').textContent()

  it('shows all findings at first, and says how many', async () => {
    expect([await shown(), await said()]).toEqual([6, '6 of 6 shown'])
  })

  it('searches for all words, in any column', async () => {
    await page.getByLabel('Search').fill('DEBUG settings.py')
    expect([await shown(), await said()]).toEqual([1, '1 of 6 shown'])
    await page.getByLabel('Search').fill('@acme/platform')
    expect(await shown()).toBe(2)
    await page.getByLabel('Search').fill('no such thing')
    expect([await shown(), await said()]).toEqual([0, '0 of 6 shown'])
  })

  it('filters by severity, rating, section and state, together with the search', async () => {
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(said).toBe('6 of 6 shown')
    await choose('severity', 'critical')
    expect(await shown()).toBe(2)
    await choose('section', '5. Release')
    expect(await shown()).toBe(0)
    await choose('severity', '')
    expect(await shown()).toBe(1)
    await page.getByRole('button', { name: 'Show all' }).click()
    await choose('state', 'waived')
    expect(await shown()).toBe(1)
    await choose('rating', 'black')
    expect(await shown()).toBe(0)
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(said).toBe('6 of 6 shown')
  })

  it('is worked by keyboard alone', async () => {
    const fresh = await browser.newPage()
    await fresh.setContent(PAGES.audit!)
    await fresh.keyboard.press('Tab')
    expect(await fresh.evaluate('document.activeElement.textContent')).toBe('Skip to the review')
    await fresh.getByLabel('Search').focus()
    await fresh.keyboard.type('timeout')
    expect(await fresh.locator('#findings tbody tr:visible').count()).toBe(1)
    await fresh.close()
  })

  it('prints what it shows, without what only works on a screen', async () => {
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('nav').isVisible()).toBe(false)
    expect(await page.locator('form.filter').isVisible()).toBe(false)
    expect(await page.locator('#top .verdict').isVisible()).toBe(true)
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000)
  })

  it('shows the whole table where scripts do not run', async () => {
    const still = await browser.newPage()
    await still.setContent(PAGES.audit!.replace(/<script>[\s\S]*<\/script>/, ''))
    expect(await still.locator('#findings tbody tr:visible').count()).toBe(6)
    expect(await still.locator('form.filter').isVisible()).toBe(false)
  })
})

/** By how many pixels a page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate('Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)')
}
