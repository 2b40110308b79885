import { type Code, code } from '#formats/code/code'
import { isDevelopmentPath } from '#formats/development'
import { isPreparationPath } from '#formats/preparation'
import type { WebSetting } from '#formats/web-setting'
import { byPosition } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { serverHosts } from './javascript.ts'
import { nginxHosts } from './nginx.ts'
import { pythonHosts } from './python.ts'
import { rubyHosts } from './ruby.ts'

/** Everything in a file that says which names of hosts a server answers to, from top to bottom. Throws `Unparsable`. */
export function hostSettings(file: SourceFile): readonly WebSetting[] {
  const { path, text } = file
  if (/\.conf(?:\.\w+)?$|\.template$|nginx/i.test(path) && !/\.(?:ya?ml|[cm]?[jt]s|py|rb)$/.test(path))
    return isDevelopmentPath(path) ? [] : nginxHosts(file)
  const isBuild = /(?:^|\/)(?:vite|webpack|vue)[\w.-]*\.[cm]?[jt]s$/.test(path)
  if ((!isBuild && isPreparationPath(path)) || OTHER_STAGE.test(path)) return []
  const parsed = WORTH.test(text) ? code(file) : undefined
  return parsed ? hostsIn(parsed, path).toSorted((a, b) => byPosition(a.range, b.range)) : []
}

/** Settings of Rails for measuring, demonstrations and whatever else is no stage that people use. */
const OTHER_STAGE = /(?:^|\/)config\/environments\/(?!\w*(?:prod|stag|live|demo|qa|uat))\w+\.rb$/

const WORTH = /ALLOWED_HOSTS|allowed_hosts|host_authorization|TrustedHostMiddleware|config\.hosts|allowedHosts|disableHostCheck/

function hostsIn(parsed: Code, path: string): readonly WebSetting[] {
  if (parsed.language === 'python') return pythonHosts(parsed)
  if (parsed.language === 'ruby') return rubyHosts(parsed)
  return parsed.language === 'javascript' || parsed.language === 'typescript' ? serverHosts(parsed, path) : []
}
