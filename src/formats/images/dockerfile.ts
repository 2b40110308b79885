import type { SourceFile } from '#model/snapshot'
import { dockerfile, flag, type Instruction, imageName, isDockerfilePath, rangeOfWord, type Stage, type Word } from '../dockerfile.ts'
import { expand } from '../expand.ts'
import { type ImageUse, useOf } from './use.ts'

/** What the stages of a Dockerfile are built on and copy from; earlier stages and `scratch` are no images. */
export function dockerfileImages(file: SourceFile): readonly ImageUse[] {
  if (!isDockerfilePath(file.path)) return []
  const { stages } = dockerfile(file)
  const names = new Set(stages.flatMap(({ name }) => name?.toLowerCase() ?? []))
  return stages.flatMap((stage) => [...baseOf(stage), ...stage.instructions.flatMap((one) => copiesOf(one, names))])
}

function baseOf({ from, image, resolvedImage, base, subject }: Stage): readonly ImageUse[] {
  if (!image || base || resolvedImage.toLowerCase() === 'scratch') return []
  return useOf({ kind: 'dockerfile', subject, written: image.text, range: rangeOfWord(from, image) }, resolvedImage)
}

/** `COPY --from=image`, `RUN --mount=type=bind,from=image`. */
function copiesOf(instruction: Instruction, stageNames: ReadonlySet<string>): readonly ImageUse[] {
  const source = instruction.keyword === 'COPY' ? flag(instruction, 'from') : mountSource(instruction)
  if (!source || /^\d+$/.test(source.text) || stageNames.has(source.text.toLowerCase())) return []
  const subject = `${instruction.keyword} --from ${imageName(source.text)}`
  const range = rangeOfWord(instruction, source)
  return useOf({ kind: 'dockerfile', subject, written: source.text, range }, expand(source.text))
}

function mountSource(instruction: Instruction): Word | undefined {
  const mount = instruction.keyword === 'RUN' ? flag(instruction, 'mount') : undefined
  const found = mount && /(?:^|,)from=([^,]+)/.exec(mount.text)
  if (!mount || !found) return
  const start = mount.start + found.index + found[0].length - found[1]!.length
  return { text: found[1]!, start, end: start + found[1]!.length }
}
