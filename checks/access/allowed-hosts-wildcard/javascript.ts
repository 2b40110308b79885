import type { Code, Entry } from '#formats/code/code'
import { reachedInProduction } from '#formats/production'
import { encloses } from '#formats/ranges'
import { FINE, open, type Verdict, type WebSetting } from '#formats/web-setting'

/** Servers of bundlers: only where they are meant for production (`webpack.prod.js`), or preview what was built. */
export function serverHosts(code: Code, path: string): readonly WebSetting[] {
  const isProduction = /(?:^|[./_-])prod(?:uction)?(?:[./_-]|$)/i.test(path)
  const previews = code.entries.filter(({ key }) => key === 'preview')
  return code.entries.flatMap((entry): WebSetting[] => {
    if (entry.key !== 'allowedHosts' && entry.key !== 'disableHostCheck') return []
    const isPreview = previews.some(({ range }) => encloses(range, entry.range))
    if ((!isProduction && !isPreview) || reachedInProduction(entry.scope, code) === 'never') return []
    return [{ subject: isPreview ? 'preview.allowedHosts' : entry.key, range: entry.range, verdict: verdictOf(entry, isPreview) }]
  })
}

function verdictOf({ value }: Entry, isPreview: boolean): Verdict {
  const texts = value.kind === 'list' ? value.items : [value]
  const isAll = texts.some((one) => (one.kind === 'boolean' && one.value) || (one.kind === 'string' && /^(?:all|\*)$/.test(one.text)))
  return isAll ? open('answers to every host', isPreview ? 'mild' : 'high') : FINE
}
