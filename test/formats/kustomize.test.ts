import { describe, expect, test } from 'vitest'
import { kustomization, resolvePath } from '#formats/kustomize'
import { yaml } from '#model/example'

describe('a kustomization', () => {
  test('builds on files, folders and patches of the repository', () => {
    const source = yaml`
      resources: [ ../../base, web.yaml, "https://example.com/x.yaml", github.com/acme/base?ref=v1 ]
      components: [ ../../components/tls ]
      patchesStrategicMerge: [ old.yaml ]
      patches:
        - path: patch.yaml
          target: { kind: Deployment }
        - patch: "- op: remove"
      images:
        - { name: acme/web, newName: registry.example/web, newTag: 1.2.3 }
        - { name: acme/api, digest: "sha256:12" }
        - { newTag: nameless }
    `
    const found = kustomization({ path: 'deploy/overlays/prod/kustomization.yaml', text: source })!
    expect(found.resources).toEqual(['deploy/base', 'deploy/overlays/prod/web.yaml', 'deploy/components/tls'])
    expect(found.patches.toSorted()).toEqual(['deploy/overlays/prod/old.yaml', 'deploy/overlays/prod/patch.yaml'])
    expect(found.images.map(({ name, newName, newTag, digest }) => [name, newName?.text, newTag?.text, digest?.text])).toEqual([
      ['acme/web', 'registry.example/web', '1.2.3', undefined],
      ['acme/api', undefined, undefined, 'sha256:12'],
    ])
  })

  test('is nothing else', () => {
    expect(kustomization({ path: 'kustomize.yaml', text: 'resources: []\n' })).toBeUndefined()
    expect(kustomization({ path: 'kustomization.yaml', text: '- a\n' })).toBeUndefined()
  })

  test.each([
    ['a/b/', '../c', 'a/c'],
    ['', './x.yaml', 'x.yaml'],
    ['a/', '..', ''],
    ['a/', '../../x', undefined],
    ['a/', '/etc/passwd', undefined],
    ['a/', 'ssh://git@example.com/x', undefined],
  ])('resolves %j and %j', (folder, written, expected) => {
    expect(resolvePath(folder, written)).toBe(expected)
  })
})
