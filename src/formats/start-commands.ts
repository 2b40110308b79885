import type { Range } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { composeServices, isComposePath } from './compose.ts'
import { isDevelopmentPath } from './development.ts'
import { dockerfile, effectiveInstructions, isDockerfilePath } from './dockerfile.ts'
import { isKubernetes, workloads } from './kubernetes.ts'
import { lines, rangeAt } from './lines.ts'
import { perFile } from './per-file.ts'
import { at, type YamlNode } from './yaml.ts'

/** How a process is started in production: by a container, an orchestrator, a Procfile or a script. */
export interface StartCommand {
  /** `service web`, `stage run`, `Deployment/web container app`, `web`. */
  readonly subject: string
  /** As written. */
  readonly text: string
  readonly file: SourceFile
  /** Offset of the text in its file. */
  readonly start: number
}

export const START_FILES: readonly string[] = [
  '**/*.{yml,yaml,tpl,sh}',
  '**/{Dockerfile,Procfile,Containerfile}*',
  '**/*.{Dockerfile,dockerfile}',
  '**/*supervisor*.{conf,ini}',
]

/** The commands of a file; none of what only developers start. Throws `Unparsable`. */
export const startCommands: (file: SourceFile) => readonly StartCommand[] = perFile((file) => {
  if (isDevelopmentPath(file.path)) return []
  if (isDockerfilePath(file.path)) return ofImage(file)
  if (isComposePath(file.path))
    return composeServices(file).flatMap(({ node, subject }) => ofNodes(file, subject, [at(node, 'entrypoint'), at(node, 'command')]))
  if (isKubernetes(file)) {
    const containers = workloads(file).flatMap((workload) => workload.containers)
    return containers.flatMap(({ node, subject }) => ofNodes(file, subject, [at(node, 'command'), at(node, 'args')]))
  }
  if (/supervisor[^/]*\.(?:conf|ini)$/.test(file.path)) return ofSupervisor(file)
  return /(?:^|\/)Procfile$/.test(file.path) ? ofProcfile(file) : STARTS.test(file.path) ? ofScript(file) : []
})

/** The place of a part of a command. */
export function rangeInCommand({ file, start }: StartCommand, from: number, to: number): Range {
  return rangeAt(file, start + from, start + to)
}

const STARTS = /(?:entry-?point|start|run|serve|boot|gunicorn|web|app|server|cmd)[\w-]*\.sh$/i

function ofImage(file: SourceFile): StartCommand[] {
  const last = dockerfile(file).stages.at(-1)
  if (!last) return []
  return effectiveInstructions(last)
    .filter(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT')
    .map(({ start, end }) => ({ subject: last.subject, text: file.text.slice(start, end), file, start }))
}

function ofNodes(file: SourceFile, subject: string, nodes: readonly (YamlNode | undefined)[]): StartCommand[] {
  return nodes.flatMap((node) =>
    node && node.file === file ? [{ subject, text: file.text.slice(node.start, node.end), file, start: node.start }] : [],
  )
}

function ofProcfile(file: SourceFile): StartCommand[] {
  return lines(file).flatMap(({ text, offset }) => {
    const name = /^(\w[\w-]*):/.exec(text)?.[1]
    return name ? [{ subject: name, text, file, start: offset }] : []
  })
}

/** `[program:web]`, and below it `command=…`. */
function ofSupervisor(file: SourceFile): StartCommand[] {
  let program = ''
  return lines(file).flatMap(({ text, offset }) => {
    program = /^\[program:([^\]]{1,80})\]/.exec(text)?.[1] ?? program
    return /^command\s*=/.test(text) ? [{ subject: program, text, file, start: offset }] : []
  })
}

/** Lines that end in a backslash go on. */
function ofScript(file: SourceFile): StartCommand[] {
  return [
    ...file.text.matchAll(/^[^\S\n]*(?:exec |python3? -m )?(?:gunicorn|uvicorn|hypercorn|puma|pm2|node|celery)\b(?:\\\r?\n|[^\n])*/gm),
  ].map((match) => ({
    subject: file.path.slice(file.path.lastIndexOf('/') + 1),
    text: match[0],
    file,
    start: match.index,
  }))
}
