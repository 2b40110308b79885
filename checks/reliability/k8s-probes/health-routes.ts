import { code } from '#formats/code/code'
import { userOfImage } from '#formats/container-user'
import { looksOf } from '#formats/health/handler'
import { mayNameHealth } from '#formats/health/look'
import { routes } from '#formats/routes'
import { partOfImage } from '#formats/system-parts'
import type { SourceFile } from '#model/snapshot'

/** A path by which a service tells how it is. Plain data. */
export interface HealthRoute {
  readonly path: string
  /** It asks a database or a cache before it answers. */
  readonly asksStore: boolean
}

/** In languages whose frameworks bring no such paths of their own. */
export function healthRoutes(file: SourceFile): readonly HealthRoute[] {
  if (!mayNameHealth(file) || !/\.(?:py|[cm]?[jt]s|go|rb)$/.test(file.path)) return []
  const source = code(file)
  return routes(file).flatMap(({ kind, path, handler }) => {
    if (kind !== 'http' || !tellsHealth(path)) return []
    return [{ path, asksStore: source !== undefined && handler !== undefined && looksOf(source, handler) === 'store' }]
  })
}

/** `/health/live`, and not `/orders/:id/ready`. */
function tellsHealth(path: string): boolean {
  const own = parts(path)
  return own.length > 0 && own.length < 4 && HEALTH.test(own.at(-1)!) && own.every((part) => /^[\w.-]{1,60}$/.test(part))
}

const HEALTH = /^_?(?:health|healthz|health[-_]?check|ready|readyz|readiness|live|livez|liveness|alive|ping|heartbeat)$/i

/** A path that tells of health and is none of these, whatever prefix they are mounted under. */
export function isStranger(path: string, known: readonly HealthRoute[]): boolean {
  const asked = lastPart(path)
  return asked !== undefined && HEALTH.test(asked) && known.every((route) => lastPart(route.path) !== asked)
}

/** Whatever answers at this path asks a store first. */
export function asksStore(path: string, known: readonly HealthRoute[]): boolean {
  const asked = lastPart(path)
  const served = asked === undefined ? [] : known.filter((route) => lastPart(route.path) === asked)
  return served.length > 0 && served.every((route) => route.asksStore)
}

function lastPart(path: string): string | undefined {
  return parts(path).at(-1)
}

function parts(path: string): readonly string[] {
  return path
    .replace(/[?#].*$/, '')
    .replaceAll(/[\^$]/g, '')
    .split('/')
    .filter(Boolean)
}

/** An image that nobody else publishes. */
export function isOwnImage(reference: string): boolean {
  return userOfImage(reference) === 'unknown' && partOfImage(reference) === undefined && !PUBLISHED.test(reference)
}

const PUBLISHED =
  /^(?:k8s\.gcr\.io|registry\.k8s\.io|gcr\.io\/(?:google[-_]|cloud-builders)|quay\.io\/(?:jetstack|coreos|cilium|argoproj)|ghcr\.io\/fluxcd)\b/
