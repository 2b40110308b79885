import { byPosition } from '#model/location'
import type { SourceFile } from '#model/snapshot'
import { type Code, code } from './code/code.ts'
import { isDevelopmentPath } from './development.ts'
import { serverHosts } from './hosts/javascript.ts'
import { nginxHosts } from './hosts/nginx.ts'
import { pythonHosts } from './hosts/python.ts'
import { rubyHosts } from './hosts/ruby.ts'
import { isPreparationPath } from './preparation.ts'
import type { WebSetting } from './web-setting.ts'

/** Everything in a file that says which names of hosts a server answers to, from top to bottom. Throws `Unparsable`. */
export function hostSettings(file: SourceFile): readonly WebSetting[] {
  const { path, text } = file
  if (/\.(?:conf|template)$|nginx/i.test(path) && !/\.(?:ya?ml|[cm]?[jt]s|py|rb)$/.test(path))
    return isDevelopmentPath(path) ? [] : nginxHosts(file)
  const isBuild = /(?:^|\/)(?:vite|webpack|vue)[\w.-]*\.[cm]?[jt]s$/.test(path)
  if (!isBuild && isPreparationPath(path)) return []
  const parsed = WORTH.test(text) ? code(file) : undefined
  return parsed ? hostsIn(parsed, path).toSorted((a, b) => byPosition(a.range, b.range)) : []
}

const WORTH = /ALLOWED_HOSTS|TrustedHostMiddleware|config\.hosts|allowedHosts|disableHostCheck/

function hostsIn(parsed: Code, path: string): readonly WebSetting[] {
  if (parsed.language === 'python') return pythonHosts(parsed)
  if (parsed.language === 'ruby') return rubyHosts(parsed)
  return parsed.language === 'javascript' || parsed.language === 'typescript' ? serverHosts(parsed, path) : []
}
