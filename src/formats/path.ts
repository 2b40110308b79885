/** Of `a/b/c.yml` it is `a/b`; of a file at the top it is empty. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** A path relative to a folder, without `.` and `..`. */
export function joinPath(folder: string, relative: string): string {
  const parts: string[] = folder ? folder.split('/') : []
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
