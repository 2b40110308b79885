import { describe, expect, it } from 'vitest'
import { renderMarkdown } from './markdown.ts'

describe('Markdown on the loopback GitHub', () => {
  it('has tables, task lists and strikethrough', () => {
    const html = renderMarkdown('| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done ~~not~~')
    expect(html).toContain('<table>')
    expect(html).toContain('<td align="right">2</td>')
    expect(html).toContain('type="checkbox"')
    expect(html).toContain('<del>not</del>')
  })

  it('keeps details and drops scripts, handlers, styles and bad links', () => {
    const html = renderMarkdown(
      '<details open><summary>S</summary>\n\n*x*\n\n</details>\n\n<b onclick="a()" style="color:red">b</b> <iframe src="//x"></iframe>\n\n[l](javascript:alert(1)) <svg onload=1>',
    )
    expect(html).toContain('<details open><summary>S</summary>')
    expect(html).toContain('<b>b</b>')
    expect(html).not.toMatch(/onclick|style=|<iframe|javascript:|<svg/)
    expect(renderMarkdown('<script>alert(1)</script>')).not.toContain('<script')
  })

  it('shows no picture from elsewhere', () => {
    expect(renderMarkdown('![a cat](https://example.test/cat.png)')).toBe('<p><span class="image">image: a cat</span></p>')
  })

  it('makes mentions and issue numbers visible, so that a test can ask for none', () => {
    const html = renderMarkdown('Hello @mona, see @acme/team and #12; mail a@b.test')
    expect([...html.matchAll(/class="(?:user-mention|issue-link)"[^>]*>([^<]+)</g)].map((match) => match[1])).toEqual([
      '@mona',
      '@acme/team',
      '#12',
    ])
    expect(renderMarkdown('`@mona` and `#12`, @​mona')).not.toMatch(/user-mention|issue-link/)
  })
})
