import type { SourceFile } from '#model/snapshot'
import { isComposePath } from '../compose.ts'
import { rangeInCommand, startCommands } from '../start-commands.ts'
import { type DebugSetting, type Exposure, isDevelopmentFile, ON } from './setting.ts'

const FLAGS: readonly { readonly pattern: RegExp; readonly exposes: Exposure }[] = [
  { pattern: /\bflask\b[^\n]{0,300}?(?<=[\s"'])(--debug(?:ger)?)(?![\w-])/, exposes: 'console' },
  { pattern: /\b(?:uvicorn|gunicorn|hypercorn|flask|granian)\b[^\n]{0,300}?(?<=[\s"'])(--reload)(?![\w-])/, exposes: 'reload' },
]

/** `CMD ["flask", "run", "--debug"]`, `command: uvicorn … --reload`: what a container is started with. */
export function commandSettings(file: SourceFile): readonly DebugSetting[] {
  // A plain `compose.yaml` may be what developers start.
  if (isComposePath(file.path) && !/(?:^|[._/-])(?:prod|production|staging|stage|live|deploy)(?:[._-]|$)/i.test(file.path)) return []
  return startCommands(file).flatMap((command) => {
    if (isDevelopmentFile(command.subject.replaceAll(' ', '-'))) return []
    return FLAGS.flatMap(({ pattern, exposes }): DebugSetting[] => {
      const match = pattern.exec(command.text)
      if (!match) return []
      const flag = match[1]!
      const end = match.index + match[0].length
      return [
        {
          subject: `${flag} of ${command.subject}`,
          range: rangeInCommand(command, end - flag.length, end),
          state: ON,
          exposes,
          mild: exposes === 'reload',
        },
      ]
    })
  })
}
