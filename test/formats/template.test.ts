import { describe, expect, test } from 'vitest'
import { scrub } from '#formats/template'
import { at, rangeOf, scalar, text, walk, type YamlNode, yamlDocuments } from '#formats/yaml'
import { yaml } from '#model/example'
import { Unparsable } from '#model/unparsable'

const SHA = '$'.concat('{{ github.sha }}')

const DEPLOYMENT = yaml`
  {{- if .Values.enabled }}
  apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: {{ include "web.fullname" . }}
    labels:
      {{- include "web.labels" . | nindent 4 }}
  spec:
    {{/* replicas: the autoscaler
         decides */}}
    template:
      spec:
        containers:
          - name: web
            image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default "latest" }}"
            {{- with .Values.args }}
            args: {{ . }}
            {{- end }}
            livenessProbe: # set below
              {{- toYaml .Values.probe | nindent 12 }}
            resources: {}
          - name: proxy
            image: envoyproxy/envoy:v1.31.0
            {{- toYaml .Values.proxy | nindent 10 }}
  {{- end }}
`

function chart(source: string): YamlNode {
  return yamlDocuments({ path: 'charts/web/templates/deployment.yaml', text: source })[0]!
}

describe('a template', () => {
  test('keeps every offset', () => {
    const { text: scrubbed } = scrub(DEPLOYMENT)
    expect(scrubbed).toHaveLength(DEPLOYMENT.length)
    expect(scrubbed.split('\n')).toHaveLength(DEPLOYMENT.split('\n').length)
    expect(scrubbed).not.toMatch(/[{]\{/)
  })

  test('is read as YAML, and says what it writes', () => {
    const [web, proxy] = [0, 1].map((index) => at(chart(DEPLOYMENT), 'spec', 'template', 'spec', 'containers', index))
    expect(text(at(web, 'name'))).toBe('web')
    expect(at(web, 'name')?.templated).toBe(false)
    expect(at(web, 'image')?.templated).toBe(true)
    expect(rangeOf(at(web, 'image')!).start).toEqual({ line: 15, column: 19 })
    expect(text(at(proxy, 'image'))).toBe('envoyproxy/envoy:v1.31.0')
    expect(at(proxy, 'image')?.templated).toBe(false)
  })

  test('says where it may insert more than is seen', () => {
    const containers = at(chart(DEPLOYMENT), 'spec', 'template', 'spec', 'containers')
    expect(at(containers, 0)?.templated).toBe(false)
    expect(at(containers, 0, 'livenessProbe')?.templated).toBe(true)
    expect(at(containers, 0, 'resources')?.templated).toBe(false)
    expect(at(containers, 1)?.templated).toBe(true)
    expect(at(chart(DEPLOYMENT), 'metadata')?.templated).toBe(false)
    expect(at(chart(DEPLOYMENT), 'metadata', 'labels')?.templated).toBe(true)
  })

  test('may hold braces in the strings of its actions', () => {
    const node = chart(
      'a: {{ "{{" }} $x {{ "}}" }}\nb: {{`{{ $labels.job }}`}} is down\nc: {{- /* }} */ -}}\nd: {{ printf "%s" "\\"}}" }}\n',
    )
    expect(['a', 'b', 'd'].map((key) => at(node, key)?.templated)).toEqual([true, true, true])
    expect(scalar(at(node, 'c'))?.value).toBeNull()
  })

  test('gives up lines that are no YAML, not the file', () => {
    const node = chart('a: 1\nbroken: {{ if .x }}: : {{ else }} b: c{{ end }}\n  - also broken\nb: 2\n')
    expect(text(at(node, 'b'))).toBe('2')
  })

  test('is recognised outside charts when the text is no YAML otherwise', () => {
    const [jinja] = yamlDocuments({
      path: 'deploy/app.yml',
      text: '{% if prod %}\nimage: {{ registry }}/web:1.2.3\n{% endif %}\nport: 80\n',
    })
    expect(at(jinja, 'image')?.templated).toBe(true)
    expect(text(at(jinja, 'port'))).toBe('80')
    const [erb] = yamlDocuments({ path: 'config/database.yml', text: '<% if x %>\na:\n  password: <%= ENV["P"] %>\n<% end %>\n' })
    expect(at(erb, 'a', 'password')?.templated).toBe(true)
  })

  test('is not what a workflow expression is', () => {
    const [workflow] = yamlDocuments({ path: '.github/workflows/ci.yml', text: `env:\n  TAG: ${SHA}\n` })
    expect(text(at(workflow, 'env', 'TAG'))).toBe(SHA)
    expect(at(workflow, 'env', 'TAG')?.templated).toBe(false)
  })

  test.each([
    ['actions that never close', '{{'.repeat(500_000)],
    ['comments that never close', '{{/*'.repeat(300_000)],
    ['escaped quotes that never close', `{{ "${'\\"'.repeat(500_000)}`],
    ['strings that never close', `{{ ${'"'.repeat(500_001)}\n`],
    ['broken lines all over', '{{ x }} a: b: c\n'.repeat(20_000)],
  ])('ends soon on %s', (_, source) => {
    expect(() => [...walk(chart(`a: [\n${source}`))]).toThrow(Unparsable)
  })
})
