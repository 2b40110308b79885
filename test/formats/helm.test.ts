import { describe, expect, test } from 'vitest'
import { chartFolder, isValuesPath, valuesImages } from '#formats/helm'
import { text } from '#formats/yaml'
import { yaml } from '#model/example'

describe('values of a chart', () => {
  test.each([
    [true, 'values.yaml charts/web/values.yaml charts/web/values-prod.yaml values.prod.yml web.values.yaml deploy/values/prod.yaml'],
    [false, 'charts/web/templates/values.yaml res/values.xml evalues.yaml values.md deployment.yaml'],
  ])('are %s by their path', (expected, paths) => {
    for (const path of paths.split(' ')) expect([path, isValuesPath(path)]).toEqual([path, expected])
  })

  test('belong to the folder of the chart', () => {
    expect(['charts/web/templates/a/b.yaml', 'charts/web/values.yaml', 'values.yaml'].map(chartFolder)).toEqual([
      'charts/web',
      'charts/web',
      '',
    ])
  })

  test('name images in many forms', () => {
    const source = yaml`
      image: { repository: ghcr.io/acme/web, tag: 1.2.3 }
      worker:
        image: { registry: docker.io, name: acme/worker, tag: "", digest: "" }
      proxy: { image: "envoyproxy/envoy:v1.31.0" }
      old: { image: acme/old, tag: 4.5.6, imagePullPolicy: Always }
      sidecarImage: acme/sidecar
      sidecars:
        - image: { repository: acme/a, tag: 1.0.0 }
      postgresql: { image: { tag: "17.2" } }
      source: { repository: https://charts.example, version: 1 }
      imagePullSecrets: []
    `
    const found = valuesImages({ path: 'charts/web/values.yaml', text: source })
    expect(found.map(({ key, repository, tag, tagKey }) => [key, text(repository), text(tag), tagKey])).toEqual([
      ['sidecarImage', 'acme/sidecar', undefined, 'tag'],
      ['image', 'ghcr.io/acme/web', '1.2.3', 'image.tag'],
      ['worker.image', 'acme/worker', '', 'worker.image.tag'],
      ['proxy.image', 'envoyproxy/envoy:v1.31.0', undefined, 'proxy.tag'],
      ['old.image', 'acme/old', '4.5.6', 'old.tag'],
      ['sidecars.0.image', 'acme/a', '1.0.0', 'sidecars.0.image.tag'],
      ['postgresql.image', undefined, '17.2', 'postgresql.image.tag'],
    ])
  })
})
