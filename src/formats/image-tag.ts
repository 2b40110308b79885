/**
 * `digest` and `version` name one image, a `series` (`1.27`, `17-alpine`) moves with each patch, a `branch` (`latest`, `main`)
 * with each build, `untagged` means `latest`, and `open` is decided by a variable.
 */
export type Firmness = 'digest' | 'version' | 'series' | 'branch' | 'untagged' | 'open'

/** Words that make a tag follow a line of development, alone or beside a variant: `stable-alpine`, `3-latest`. */
const BRANCHES = new Set(
  `latest main master mainline trunk head tip stable unstable edge rolling nightly daily weekly canary next current lts
   dev devel develop development snapshot prod production live release staging stage qa uat test testing preview beta alpha rc
   experimental ci local branch default`.split(/\s+/),
)

/** Variants that name no version at all: `nginx:alpine` is the latest one. */
const VARIANTS_ONLY = /^(?:alpine|slim|alpine-slim|dind)$/

/** Never fixed, whatever stands beside them: each build moves them. */
const ALWAYS_MOVING = new Set(['latest', 'snapshot'])

/** Images whose full versions have two numbers. */
const TWO_NUMBERS = /(?:^|\/)(?:postgres|debian|almalinux|rockylinux|oraclelinux|jenkins)$/

/** Parts of a tag that no later build gets again: a full version, a date, a build number, a commit. */
const FIXED: readonly RegExp[] = [
  /(?:^|[^\d.])\d+\.\d+\.\d+/,
  /(?:^|\D)20\d\d(?:[-.]?)[01]\d(?:[-.]?)[0-3]\d(?:\D|$)/,
  /^v?\d+\.\d+-\d+(?:\D|$)/,
  /(?:^|\D)\d{5,}(?:\D|$)/,
  /(?:build|run|rev|pr|ci|b|r)[-_.]?\d+$/,
  /\d[-.]?(?:m|rc|alpha|beta|preview)[-.]?\d+(?:[-.]|$)/,
]

/** What the build puts its tag in for: `KUBE_CROSS_TAG`, `__IMAGE_TAG__`. */
const STAND_IN = /^_{0,2}[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+_{0,2}$/

export function firmnessOfTag(written: string, repository: string): Firmness {
  if (STAND_IN.test(written)) return 'open'
  const tag = written.toLowerCase()
  const words = tag.split(/[-_.+]/)
  if (movesAlways(written)) return 'branch'
  if (FIXED.some((part) => part.test(tag)) || words.some(isCommit)) return 'version'
  if (VARIANTS_ONLY.test(tag) || words.some((word) => BRANCHES.has(word))) return 'branch'
  return TWO_NUMBERS.test(repository) && /^\d+\.\d+(?:-|$)/.test(tag) ? 'version' : 'series'
}

/** `latest`, with whatever variant beside it. */
export function movesAlways(tag: string): boolean {
  return tag
    .toLowerCase()
    .split(/[-_.+]/)
    .some((word) => ALWAYS_MOVING.has(word))
}

/** Seven hexadecimal digits and more; with a digit among them, so that `defaced` is a word. */
function isCommit(word: string): boolean {
  return /^g?[\da-f]{7,64}$/.test(word) && (/\d/.test(word) || word.length >= 32)
}
