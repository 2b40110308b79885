import type { LinkTo } from './context.ts'

/** Addresses of files under one root of the host, like `https://github.com/acme/shop/blob/<sha>`. Takes any path, also malformed ones. */
export function linksUnder(root: string): LinkTo {
  return (path, line) => {
    const encoded = path.toWellFormed().split('/').map(encodeURIComponent).join('/')
    return `${root}/${encoded}${line === undefined ? '' : `#L${line}`}`
  }
}
