import { isKubernetes, type Manifest, manifests } from '#formats/kubernetes'
import type { Pair } from '#formats/pair'
import { secrecyOf } from '#formats/secrets'
import { at, entries, type YamlEntry } from '#formats/yaml'
import type { SourceFile } from '#model/snapshot'
import { Unparsable } from '#model/unparsable'

/** The pairs of a file, in which every key of a Secret counts as a secret, and what is sealed for a cluster is left out. */
export function secretPairs(file: SourceFile, read: readonly Pair[]): readonly Pair[] {
  if (!isKubernetes(file)) return read
  const held = heldBySecrets(file)
  const sealed = new Set(valuesOf(file, 'SealedSecret', 'spec').flatMap(({ value }) => entries(value).map(startOf)))
  return read.flatMap((pair) => {
    if (sealed.has(pair.start)) return []
    return held.has(pair.start) && secrecyOf(pair.name) !== 'secret' ? [{ ...pair, name: `${pair.name}.$secret` }] : [pair]
  })
}

/** Where the values of Secrets begin. */
export function heldBySecrets(file: SourceFile): ReadonlySet<number> {
  const values = valuesOf(file, 'Secret', 'data', 'stringData')
  return new Set(values.filter(({ key }) => !HARMLESS.test(key.text)).map(startOf))
}

function valuesOf(file: SourceFile, kind: string, ...keys: readonly string[]): readonly YamlEntry[] {
  return manifestsOf(file).flatMap((one) => (one.kind === kind ? keys.flatMap((key) => entries(at(one.node, key))) : []))
}

function startOf({ value }: YamlEntry): number {
  return value.start
}

/** What is no YAML has been read line by line. */
function manifestsOf(file: SourceFile): readonly Manifest[] {
  try {
    return manifests(file)
  } catch (error) {
    if (error instanceof Unparsable) return []
    throw error
  }
}

const HARMLESS = /user|login|host|port|url|uri|endpoint|email|name$|region|bucket|\.crt$|^ca|cert|\.ya?ml$|\.json$|\.conf$|\bid$/i
