import { describe, expect, test } from 'vitest'
import { containerEnv, manifests, workloads } from '#formats/kubernetes'
import { at, rangeOf, scalar, text } from '#formats/yaml'
import { yaml } from '#model/example'

const POD = '{ containers: [ { name: app, image: "web:1" } ] }'

function file(source: string, path = 'k8s/app.yaml') {
  return { path, text: source }
}

describe('workloads', () => {
  test.each(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'ReplicationController', 'Rollout'])('%s runs pods', (kind) => {
    const source = `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: web }\nspec: { template: { metadata: { labels: { app: web } }, spec: ${POD} } }\n`
    const [workload] = workloads(file(source))
    expect(workload?.containers.map(({ subject }) => subject)).toEqual([`${kind}/web container app`])
    expect(text(at(workload?.podMetadata, 'labels', 'app'))).toBe('web')
  })

  test('are found in a CronJob, a Pod, a List and a custom resource', () => {
    const source = yaml`
      apiVersion: batch/v1
      kind: CronJob
      metadata: { name: backup, namespace: ops }
      spec:
        jobTemplate:
          spec:
            template:
              spec:
                initContainers: [ { name: wait, image: "busybox:1.36.1" } ]
                containers:
                  - name: dump
                    image: postgres:17.2
      ---
      apiVersion: v1
      kind: Pod
      metadata: { generateName: debug- }
      spec:
        containers: [ { image: "alpine:3.20.1" } ]
        ephemeralContainers: [ { name: shell, image: busybox } ]
      ---
      apiVersion: v1
      kind: List
      items:
        - apiVersion: apps/v1
          kind: Deployment
          metadata: { name: a }
          spec: { template: { spec: { containers: [ { name: x, image: a } ] } } }
        - apiVersion: v1
          kind: Service
          metadata: { name: a }
      ---
      apiVersion: flink.example/v1
      kind: FlinkDeployment
      metadata: { name: stream }
      spec: { jobManager: { podTemplate: { spec: { containers: [ { name: main, image: "flink:1.20.0" } ] } } } }
    `
    expect(workloads(file(source)).flatMap(({ containers }) => containers.map(({ subject }) => subject))).toEqual([
      'CronJob/backup init container wait',
      'CronJob/backup container dump',
      'Pod/debug- container',
      'Pod/debug- ephemeral container shell',
      'Deployment/a container x',
      'FlinkDeployment/stream container main',
    ])
    expect(manifests(file(source)).map(({ subject, namespace }) => [subject, namespace])).toEqual([
      ['CronJob/backup', 'ops'],
      ['Pod/debug-', undefined],
      ['Deployment/a', undefined],
      ['Service/a', undefined],
      ['FlinkDeployment/stream', undefined],
    ])
  })

  test('have variables, ports, probes and a security context as nodes', () => {
    const [workload] = workloads(
      file(yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, labels: { app: web, version: 2 } }
        spec:
          template:
            spec:
              securityContext: { runAsNonRoot: true }
              containers:
                - name: app
                  image: web:1.0.0
                  env:
                    - name: DEBUG
                      value: "true"
                    - name: TOKEN
                      valueFrom: { secretKeyRef: { name: web, key: token } }
                  ports: [ { containerPort: 8080 } ]
                  livenessProbe: { httpGet: { path: /healthz, port: 8080 } }
      `),
    )
    const container = workload!.containers[0]!
    expect(containerEnv(container).map(({ name, value, nameRange }) => [name, value, nameRange.start.line])).toEqual([
      ['DEBUG', 'true', 12],
      ['TOKEN', undefined, 14],
    ])
    expect(scalar(at(container.node, 'ports', 0, 'containerPort'))?.value).toBe(8080)
    expect(at(container.node, 'livenessProbe', 'httpGet')).toBeDefined()
    expect(scalar(at(workload!.pod, 'securityContext', 'runAsNonRoot'))?.value).toBe(true)
    expect(workload!.manifest.labels).toEqual({ app: 'web', version: '2' })
    expect(rangeOf(container.image!).start).toEqual({ line: 10, column: 18 })
  })

  test('of a Helm template are called what the template says', () => {
    const source = yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: {{ include "web.fullname" . }}
      spec:
        template:
          spec:
            containers:
              - name: {{ .Chart.Name }}
                image: "{{ .Values.image }}"
    `
    const [workload] = workloads(file(source, 'charts/web/templates/deployment.yaml'))
    expect(workload?.containers[0]?.subject).toBe('Deployment/{{ include "web.fullname" . }} container {{ .Chart.Name }}')
    expect(workload?.containers[0]?.image?.templated).toBe(true)
  })

  test('of OpenShift have no image where a trigger sets it', () => {
    const source = yaml`
      apiVersion: v1
      kind: Template
      objects:
        - apiVersion: apps.openshift.io/v1
          kind: DeploymentConfig
          metadata: { name: registry }
          spec:
            template:
              spec:
                containers:
                  - { name: registry, image: "registry:latest" }
                  - { name: proxy, image: "nginx:1.27.1" }
            triggers:
              - type: ImageChange
                imageChangeParams: { containerNames: [registry], from: { kind: ImageStreamTag, name: "registry:latest" } }
    `
    const [workload] = workloads(file(source))
    expect(workload?.containers.map(({ name, image }) => [name, image?.text])).toEqual([
      ['registry', undefined],
      ['proxy', 'nginx:1.27.1'],
    ])
  })

  test('are none where nothing runs', () => {
    const schema = 'apiVersion: v1\nkind: CustomResourceDefinition\nspec: { containers: { type: array, items: [ { type: object } ] } }\n'
    expect(workloads(file(schema))).toEqual([])
    expect(manifests(file('apiVersion: v2\nname: chart\nkind:\n'))).toEqual([])
    expect(manifests(file('just: yaml\n'))).toEqual([])
    expect(manifests(file('apiVersion: v1\nkind: x\n', 'notes.txt'))).toEqual([])
  })
})
