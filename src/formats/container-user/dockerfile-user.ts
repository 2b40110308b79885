import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import {
  type Dockerfile,
  dockerfile,
  effectiveInstructions,
  type Instruction,
  isDockerfilePath,
  rangeOfWord,
  type Stage,
  variables,
} from '../dockerfile.ts'
import { expand, HOLE } from '../expand.ts'
import { perFile } from '../per-file.ts'
import { type ImageUser, userOfImage } from './known-images.ts'

/** Who runs what an image starts, as its Dockerfile says. Plain data. */
export interface BuiltUser {
  readonly stage?: string | undefined
  readonly isLast: boolean
  /** `stage runtime`, `FROM node`. */
  readonly subject: string
  readonly user: ImageUser
  /** The image that decides where no `USER` does, or the user as written. */
  readonly by: string
  /** Of the `USER` that decides, or of the `FROM`. */
  readonly range: Range
  /** What the start script may do: names of scripts that are started, and whether a tool that changes the user is called at once. */
  readonly starts: readonly string[]
  readonly steps: boolean
}

/** The images that a Dockerfile is there to make: its last stage, and each other by name, so that `target` can choose. None where nothing is started. */
export const builtUsers: (file: SourceFile) => readonly BuiltUser[] = perFile((file) => {
  if (!isDockerfilePath(file.path)) return []
  const parsed = dockerfile(file)
  return parsed.stages.flatMap((stage) => userOf(parsed, stage))
})

function userOf(parsed: Dockerfile, stage: Stage): readonly BuiltUser[] {
  const all = effectiveInstructions(stage)
  const root = rootOf(stage)
  const written = all.findLast(({ keyword }) => keyword === 'USER')
  const inherited = userOfImage(root.resolvedImage)
  const starting = all.findLast(({ keyword }) => keyword === 'ENTRYPOINT') ?? all.findLast(({ keyword }) => keyword === 'CMD')
  const said = written && userWritten(parsed, all, written)
  const takesBack = inherited === 'ordinary' && said?.user === 'root'
  const starts = starting !== undefined || takesBack || all.some(({ keyword }) => keyword === 'EXPOSE') || SERVERS.test(root.resolvedImage)
  if (!starts || !stage.image || inherited === 'exempt') return []
  const place = said?.place ?? { range: rangeOfWord(stage.from, stage.image) }
  const commands = all.filter(({ keyword }) => keyword === 'ENTRYPOINT' || keyword === 'CMD').map(({ text }) => text)
  return [
    {
      stage: stage.name,
      isLast: stage.index === parsed.stages.length - 1,
      subject: stage.subject,
      user: said?.user ?? inherited,
      by: said?.by ?? root.resolvedImage.replaceAll(HOLE, '?'),
      range: place.range,
      starts: commands
        .flatMap((text) => [...text.matchAll(/[\w.-]{1,100}(?=["'\s,\]]|$)/g)].map(([name]) => name))
        .filter((name) => /\.sh$|entry|start|init|run/.test(name))
        .slice(0, 10),
      steps: commands.some((text) => STEPS_DOWN.test(text)) || all.some(({ keyword, text }) => keyword === 'RUN' && INSTALLS.test(text)),
    },
  ]
}

/** These serve without a `CMD` of the Dockerfile. */
const SERVERS = /^(?:docker\.io\/)?(?:library\/)?(?:nginx|httpd|caddy|tomcat|wordpress)(?::|$)|^php:[^ ]*-(?:apache|fpm)/

const STEPS_DOWN = /(?:^|[\s"'[/])(?:gosu|su-exec|setpriv|runuser|setuidgid|s6-setuidgid|start-stop-daemon|\/init)(?=[\s"',]|$)/
const INSTALLS = /(?:^|[\s=/])(?:gosu|su-exec)(?=[\s\\;&@]|$)/

function rootOf(stage: Stage): Stage {
  let root = stage
  for (let steps = 0; root.base && steps < 50; steps++) root = root.base
  return root
}

function userWritten(
  parsed: Dockerfile,
  all: readonly Instruction[],
  instruction: Instruction,
): { user: ImageUser; by: string; place: { range: Range } } | undefined {
  const word = instruction.words[0]
  if (!word) return
  const known = new Map<string, string>()
  const firstFrom = parsed.instructions.findIndex(({ keyword }) => keyword === 'FROM')
  for (const { name, value } of [...parsed.instructions.slice(0, Math.max(0, firstFrom)), ...all].flatMap(variables)) {
    if (value !== undefined)
      known.set(
        name,
        expand(value, (other) => known.get(other)),
      )
  }
  const text = expand(word.text.replaceAll(/^["']|["']$/g, ''), (name) => known.get(name)).trim()
  const place = { range: rangeOfWord(instruction, word) }
  const owner = text.split(':', 1)[0] ?? ''
  if (/^(?:root|0+|ContainerAdministrator)$/i.test(owner)) return { user: 'root', by: word.text, place }
  // The images of .NET bring this one themselves.
  const open = owner.includes(HOLE) && !/\$\{?APP_UID\b/.test(word.text)
  return { user: open ? 'unknown' : 'ordinary', by: word.text, place }
}
