import { describe, expect, it } from 'vitest'
import { renderControl } from '../../src/reports/control.ts'
import { unmarked } from '../../src/reports/example.ts'
import { renderCheckMarkdown } from '../../src/reports/markdown.ts'
import { safeCells, safeLine, safeMarkdown } from '../../src/reports/safe-markdown.ts'
import { assessmentOf, CONTEXT } from './assessments.ts'
import { CATALOGUE, INFO } from './catalogue.ts'
import { githubHtml } from './github-page.ts'
import { STORY } from './story.ts'

describe('check --format markdown', () => {
  it('is the check run as one document', () => {
    const text = renderCheckMarkdown(assessmentOf(STORY), INFO, CONTEXT)
    expect(text).toMatch(/^# Readiness 32\.4 → 19\.0 \(−13\.4\): 3 blocking, 2 fixed\n\n### ❌ 3 findings/)
    expect(text).toContain('## What is new, by control')
    expect(renderCheckMarkdown(assessmentOf({}), INFO, CONTEXT)).not.toContain('undefined')
  })

  it('shows everything also where there is no policy', () => {
    const text = renderCheckMarkdown(assessmentOf({ ...STORY, policy: { mode: 'observe' } }), INFO, { ...CONTEXT, hasPolicy: false })
    expect(text).toContain('Observing: nothing is gated')
    expect(text).toContain('## What is new, by control')
  })
})

describe('safe Markdown', () => {
  it('keeps paragraphs, lists, code and fences', () => {
    const text = 'Use `a|b`, not *that*.\n\n- one\n- two `x`\n\n```yaml\n- @a\n```\n1. <b>'
    expect(githubHtml(safeMarkdown(text)).replaceAll('\u200B', '')).toBe(
      '<p>Use <code>a|b</code>, not *that*.</p>\n<ul>\n<li>one</li>\n<li>two <code>x</code></li>\n</ul>\n<pre><code class="language-yaml">- @a\n</code></pre>\n<ol>\n<li>&#x3C;b></li>\n</ol>',
    )
  })

  it('closes code that is cut off', () => {
    expect(safeLine('Put `runAsNonRoot` there.', 10)).toBe('Put `runA…`')
  })

  it('gives indented code in a cell lines of its own', () => {
    const cell = safeCells('Make a user, *and* use it:\n\n    RUN useradd app | cat\n    USER app\n\nThen build.')
    expect(cell).toBe('Make a user, \\*and\\* use it:<br>`RUN useradd app \\| cat`<br>`USER app`<br>Then build.')
  })

  it('takes an unpaired backtick for a character', () => {
    expect(githubHtml(safeLine('it`s <b>'))).toBe('<p>it`s &#x3C;b></p>')
  })
})

describe('the page of a control', () => {
  it('says what, why, what to do, and shows the examples', () => {
    const example = { 'deploy/web.yaml': 'image: «web:latest»\nenv: {{secret:stripe_live}}\n' }
    const check = {
      ...CATALOGUE['deploy/image-latest-tag']!,
      examples: { bad: { 'the tag latest': example }, good: { 'a digest': { Dockerfile: 'FROM a@sha256:0\n' } } },
    }
    expect(
      renderControl('deploy/image-latest-tag', {
        ...check,
        params: { allow: { kind: 'globs', default: ['a|b'], means: 'images that may move' } },
      }),
    ).toMatchSnapshot()
  })

  it('reads marks that nest and span lines', () => {
    expect(unmarked('a «b\n«c» d»')).toEqual({
      text: 'a b\nc d',
      spans: [
        { line: 1, text: 'b\nc d' },
        { line: 2, text: 'c' },
      ],
    })
  })
})
