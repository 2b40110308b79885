import type { SourceFile } from '#model/snapshot'
import { composeUsers } from './container-user/compose-user.ts'
import { builtUsers } from './container-user/dockerfile-user.ts'
import type { UserFact } from './container-user/fact.ts'
import { podUsers, privileges } from './container-user/pod-security.ts'
import { isDevelopmentPath } from './development.ts'
import { isActionPath } from './workflow.ts'

export type { BuiltUser } from './container-user/dockerfile-user.ts'
export type { UserFact } from './container-user/fact.ts'
export { userOfImage } from './container-user/known-images.ts'
export type { PodUser, Privilege } from './container-user/pod-security.ts'

/** Globs of the files that tell who runs in containers. */
export const USER_FILES: readonly string[] = [
  '**/*{D,d}ockerfile*',
  '**/*{C,c}ontainerfile*',
  '**/*.{yaml,yml,sh}',
  '**/*.{yaml,yml}.{tpl,tmpl,gotmpl,j2,erb}',
  '**/*{entrypoint,start,run,init}',
  '**/{k8s,kubernetes,manifests,deploy,deployment,deployments}/**/*.json',
]

/** One of these (in any case) stands in every such file. */
export const USER_HINTS: readonly string[] = [
  'from ',
  'containers',
  'securitycontext',
  'services:',
  'build',
  'privileged',
  'user',
  'gosu',
  'su-exec',
  'setpriv',
  's6-setuidgid',
  'image',
]

export function userFacts(file: SourceFile): readonly UserFact[] {
  if (isActionPath(file.path)) return /using:\s{0,5}['"]?docker/.test(file.text) ? [{ is: 'action' }] : []
  if (!/\.ya?ml|json$|ockerfile|ontainerfile/.test(file.path)) return STEPS_DOWN.test(file.text) ? [{ is: 'steps down' }] : []
  if (isDevelopmentPath(file.path) || isWorkshopPath(file.path)) return []
  return [
    ...builtUsers(file).map((built) => ({ is: 'built', built }) as const),
    ...podUsers(file).map((pod) => ({ is: 'pod', pod }) as const),
    ...privileges(file).map((privilege) => ({ is: 'privilege', privilege }) as const),
    ...composeUsers(file),
  ]
}

const STEPS_DOWN =
  /(?:^|[\s;&|(])(?:exec[ \t]{1,5})?(?:gosu|su-exec|setpriv|runuser|s6-setuidgid|setuidgid|su[ \t]{1,5}-|chroot[ \t]{1,5}--userspec)[ \t]/m

/** Images in which something is built, tested or documented, and nothing is run for others. */
function isWorkshopPath(path: string): boolean {
  const parts = path.toLowerCase().split('/')
  const name = parts.pop() ?? ''
  return (
    parts.some((part) => FOLDERS.has(part)) || (/ockerfile|ontainerfile/i.test(name) && name.split(/[._-]/).some((word) => WORDS.has(word)))
  )
}

const FOLDERS = new Set([
  'ci',
  '.ci',
  '.github',
  '.gitlab',
  '.circleci',
  '.buildkite',
  '.gitpod',
  'hack',
  'scripts',
  'tools',
  'tooling',
  'bench',
  'benchmark',
  'benchmarks',
])
const WORDS = new Set([
  'test',
  'tests',
  'ci',
  'build',
  'builder',
  'e2e',
  'lint',
  'docs',
  'doc',
  'bench',
  'benchmark',
  'cross',
  'gitpod',
  'devcontainer',
  'release',
  'dapper',
])
