import { isComposePath, isDevelopmentCompose } from './compose.ts'
import { isDockerfilePath } from './dockerfile.ts'
import { isValuesPath } from './helm.ts'

const FOLDERS = new Set([
  'dev',
  'devel',
  'develop',
  'development',
  'local',
  'localdev',
  'minikube',
  'kind',
  'tilt',
  '.devcontainer',
  'devcontainer',
  '.gitpod',
  'hack',
])
const WORDS = new Set(['dev', 'devel', 'develop', 'development', 'local', 'debug', 'minikube', 'gitpod'])

/**
 * Deployment files that only the machine of a developer uses: `overlays/dev/…`, `docker-compose.override.yml`,
 * `Dockerfile.dev`, `values-local.yaml`, `ci/values.yaml` of a chart.
 */
export function isDevelopmentPath(path: string): boolean {
  const parts = path.toLowerCase().split('/')
  const name = parts.pop() ?? ''
  if (parts.some((part) => FOLDERS.has(part))) return true
  if (isComposePath(path)) return isDevelopmentCompose(path)
  // What the tests of a chart install it with.
  if (parts.at(-1) === 'ci' && isValuesPath(path)) return true
  return (isDockerfilePath(path) || isValuesPath(path)) && name.split(/[._-]/).some((word) => WORDS.has(word))
}
