import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { annotationsOf } from '../../src/reports/annotations.ts'
import { renderAuditCommands, renderCheckCommands } from '../../src/reports/github.ts'
import { assessmentOf, CONTEXT, evaluationOf, type Seen } from './assessments.ts'
import { INFO } from './catalogue.ts'
import { hostileText } from './hostile.ts'
import { STORY } from './story.ts'

/** Reads commands back as GitHub's runner does. */
function commands(text: string) {
  return [...text.matchAll(/^::(error|warning|notice) ([^\n]*?)::([^\n]*)$/gm)].map(([, level, properties = '', message = '']) => ({
    level,
    message: decoded(message),
    properties: Object.fromEntries(
      properties.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), decoded(pair.slice(pair.indexOf('=') + 1))]),
    ),
  }))
}

function decoded(text: string): string {
  return text.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
}

describe('workflow commands', () => {
  it('are one line each, worst first, and the verdict last', () => {
    const text = renderCheckCommands(assessmentOf(STORY), INFO, CONTEXT)
    expect(text).toMatchSnapshot()
    expect(text.trimEnd().split('\n').at(-1)).toBe('Readiness 32.4 → 19.0 (−13.4): 3 blocking, 2 fixed')
  })

  it('are read back as what they were, whatever a repository holds', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 6 }), (texts) => {
        const seen = texts.map(
          (text, index): Seen => ({ control: 'testing/unit-tests', subject: text, path: `src/${text}`, message: text, line: index + 1 }),
        )
        const assessment = assessmentOf({ head: seen })
        const read = commands(renderCheckCommands(assessment, INFO, CONTEXT))
        const { annotations } = annotationsOf(assessment, INFO, CONTEXT)
        expect(read.map(({ properties, message }) => [properties.file, properties.line, message])).toEqual(
          annotations.map(({ path, startLine, message }) => [path, String(startLine), message]),
        )
      }),
    )
  })

  it('show findings also where there is no policy: who asks for them wants them', () => {
    expect(
      commands(renderCheckCommands(assessmentOf({ ...STORY, policy: { mode: 'observe' } }), INFO, { ...CONTEXT, hasPolicy: false })),
    ).toHaveLength(4)
  })

  it('show an audit by severity', () => {
    const severities = ['critical', 'high', 'medium', 'low'] as const
    const seen = severities.map(
      (severity, index): Seen => ({ control: 'testing/unit-tests', subject: severity, severity, path: 'a.ts', line: index + 1 }),
    )
    const text = renderAuditCommands(evaluationOf(seen), INFO)
    expect(commands(text).map(({ level }) => level)).toEqual(['error', 'error', 'warning', 'notice'])
    expect(text.trimEnd().split('\n').at(-1)).toBe('Readiness 25.0: 4 findings')
  })
})
