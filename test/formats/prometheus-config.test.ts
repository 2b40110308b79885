import { expect, test } from 'vitest'
import { prometheusConfigs } from '#formats/prometheus-config'
import { yaml } from '#model/example'
import { unmark } from '../support/marked.ts'

test('reads rule files, alertmanagers and scrape jobs', () => {
  const { text, spans } = unmark(yaml`
    rule_files: [«rules/*.yml»]
    alerting:
      alertmanagers:
        - static_configs: [{ targets: [«alertmanager:9093»] }]
    «scrape_configs»:
      - job_name: «api»
        metrics_path: /internal/metrics
        static_configs: [{ targets: [«api:8000»] }]
      - job_name: «pods»
        kubernetes_sd_configs: [{ role: pod }]
  `)
  expect(prometheusConfigs({ path: 'prometheus.yml', text })).toEqual([
    {
      ruleFiles: [{ text: 'rules/*.yml', range: spans[0] }],
      alertmanagers: [{ text: 'alertmanager:9093', range: spans[1] }],
      scrapes: [
        { job: 'api', path: '/internal/metrics', targets: [{ text: 'api:8000', range: spans[4] }], discovered: false, range: spans[3] },
        { job: 'pods', path: '/metrics', targets: [], discovered: true, range: spans[5] },
      ],
      range: spans[2],
    },
  ])
})

test('finds one in a ConfigMap, and alertmanagers that discovery finds', () => {
  const text = yaml`
    kind: ConfigMap
    data:
      prometheus.yml: |
        alerting:
          alertmanagers:
            - kubernetes_sd_configs: [{ role: pod }]
        rule_files: [/etc/rules/*.yml]
  `
  expect(prometheusConfigs({ path: 'cm.yaml', text })).toMatchObject([
    { ruleFiles: [{ text: '/etc/rules/*.yml' }], alertmanagers: [{ text: '' }], scrapes: [] },
  ])
})

test('takes no log shipper for one', () => {
  const text = yaml`
    clients: [{ url: 'http://loki:3100' }]
    scrape_configs: [{ job_name: logs }]
  `
  expect(prometheusConfigs({ path: 'promtail.yml', text })).toEqual([])
})
