import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { renderAuditTerminal, renderCheckTerminal } from '../../src/reports/terminal.ts'
import { assessmentOf, CONTEXT, evaluationOf, type PullSeen, type Seen } from './assessments.ts'
import { INFO } from './catalogue.ts'
import { HOSTILE } from './hostile.ts'
import { contents, SECRET_VALUE, STORY } from './story.ts'

const plain = { color: false }
const check = (pull: PullSeen, context = {}) => renderCheckTerminal(assessmentOf(pull), INFO, { ...CONTEXT, ...context }, plain)

describe('readiness check in a terminal', () => {
  it('shows each finding with its code, where the points went, and the verdict as the last line', () => {
    const text = check(STORY, { contents, notes: ['Pull request 12 has the same head.'] })
    expect(text).toMatchSnapshot()
    expect(text.trimEnd().split('\n').at(-1)).toMatch(/^failure: 3 blocking/)
  })

  it('says what to do about a control once', () => {
    const seen = [1, 2, 3].map((line): Seen => ({ control: 'reliability/outbound-timeout', subject: `call ${line}`, path: 'a.py', line }))
    expect(check({ head: seen }).match(/What to do/g)).toHaveLength(1)
  })

  it('never shows a secret, in whatever frame its line appears', () => {
    const neighbour: Seen = { control: 'testing/unit-tests', subject: 'x', path: '.env.example', line: 4 }
    const text = check({ head: [...STORY.head!, neighbour] }, { contents })
    expect(text).toContain('STRIPE_KEY=•••••')
    expect(text).toContain('> 4 | LOG_LEVEL=info')
    expect(text).not.toContain(SECRET_VALUE.slice(0, 6))
  })

  it('is one line where nothing happened', () => {
    expect(check({})).toBe('  No new findings.\nsuccess: 0 new, 0 fixed, 0 unchanged. Policy: .readiness.yml at main.\n')
  })

  it('paints when told to, and only then', () => {
    const painted = renderCheckTerminal(assessmentOf(STORY), INFO, { ...CONTEXT, contents }, { color: true })
    expect(painted).toContain('\u001B[')
    expect(stripVTControlCharacters(painted)).toBe(check(STORY, { contents }))
  })

  it('gives hostile strings no control sequence', () => {
    const seen = HOSTILE.map(
      (text, index): Seen => ({ control: 'testing/unit-tests', subject: text, path: `src/${text}`, message: text, line: index + 1 }),
    )
    const text = check({ head: seen, base: [] }, { contents: () => HOSTILE.join('\n'), notes: HOSTILE })
    expect(text).not.toMatch(/[[\p{Cc}\u202A-\u202E\u2066-\u2069]--[\n\t]]/v)
  })

  it('stays readable with a thousand findings', () => {
    const seen = Array.from(
      { length: 1000 },
      (_, index): Seen => ({ control: 'testing/unit-tests', subject: `s${index}`, path: 'a.ts', line: index + 1 }),
    )
    const text = check({ head: seen })
    expect(text.match(/^a\.ts:/gm)).toHaveLength(50)
    expect(text).toContain('… and 750 more')
  })
})

describe('readiness audit in a terminal', () => {
  it('shows the scorecard of one snapshot', () => {
    expect(renderAuditTerminal(assessmentOf(STORY).head, INFO, { contents }, plain)).toMatchSnapshot()
  })

  it('says what became of it since', () => {
    const { base, head, delta } = assessmentOf(STORY)
    const text = renderAuditTerminal(head, INFO, { contents, since: { base, delta } }, plain)
    expect(text).toContain(`\nSince ${base.revision}: score 32.4 → 19.0 (−13.4), 2 fixed, 5 new.\nScore 19.0`)
    expect(text).toMatch(/Testing +100\.0 +→ +100\.0/)
  })

  it('says when nothing is rated', () => {
    expect(renderAuditTerminal(evaluationOf([]), INFO, {}, plain)).toBe('Score –: 0 findings.\n')
  })
})
