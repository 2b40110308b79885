import { expect, test } from 'vitest'
import { deliveries } from '#formats/alertmanager'
import { yaml } from '#model/example'
import { unmark } from '../support/marked.ts'

test('reads receivers and the tree of routes', () => {
  const { text, spans } = unmark(yaml`
    route:
      receiver: nobody
      routes:
        - matchers: [severity="page"]
          receiver: oncall
        - match: { team: data }
          match_re: { severity: warn|info }
    receivers: «[{ name: «nobody» }, { name: «oncall», pagerduty_configs: [{ routing_key_file: /etc/pd }], slack_configs: [] }]»
  `)
  expect(deliveries({ path: 'alertmanager.yml', text })).toEqual([
    {
      receivers: [
        { name: 'nobody', channels: [], range: spans[0] },
        { name: 'oncall', channels: ['pagerduty'], range: spans[1] },
      ],
      route: {
        receiver: 'nobody',
        matchers: [],
        routes: [
          { receiver: 'oncall', matchers: ['severity="page"'], routes: [] },
          { receiver: undefined, matchers: ['team="data"', 'severity=~"warn|info"'], routes: [] },
        ],
      },
      range: spans[2],
    },
  ])
})

test("reads the operator's AlertmanagerConfig and Grafana's contact points", () => {
  const operator = yaml`
    kind: AlertmanagerConfig
    spec:
      route: { receiver: oncall, matchers: [{ name: severity, value: page, matchType: '=' }] }
      receivers: [{ name: oncall, opsgenieConfigs: [{ apiKey: { name: ops, key: key } }] }]
  `
  expect(deliveries({ path: 'config.yaml', text: operator })).toMatchObject([
    { receivers: [{ name: 'oncall', channels: ['opsgenie'] }], route: { receiver: 'oncall', matchers: ['severity="page"'] } },
  ])
  const grafana = yaml`
    apiVersion: 1
    contactPoints: [{ name: oncall, receivers: [{ type: pagerduty, settings: {} }] }]
    policies: [{ receiver: oncall, object_matchers: [[severity, '=', page]] }]
  `
  expect(deliveries({ path: 'contact.yaml', text: grafana })).toMatchObject([
    { receivers: [{ name: 'oncall', channels: ['pagerduty'] }], route: { receiver: 'oncall', matchers: ['severity="page"'] } },
  ])
})

test('takes no other receivers for it', () => {
  const collector = yaml`
    receivers: { otlp: { protocols: { grpc: {} } } }
    service: { pipelines: { metrics: { receivers: [otlp] } } }
  `
  expect(deliveries({ path: 'collector.yaml', text: collector })).toEqual([])
})
