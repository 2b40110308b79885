import { DEPENDENCY_FILES, dependencies } from '#formats/dependencies'
import { lines } from '#formats/lines'
import { markdown } from '#formats/markdown'
import { several, single } from './property.ts'
import type { ThingKind } from './thing.ts'

/** Every package that a manifest asks for. */
export const dependency: ThingKind = {
  files: DEPENDENCY_FILES,
  properties: ['name', 'version', 'ecosystem', 'scope'],
  read: (file) =>
    dependencies(file).map((one) => ({ subject: one.name, range: one.range, property: (name) => single(one[name as 'name' | 'version']) })),
}

/** Every Markdown document. */
export const document: ThingKind = {
  files: ['**/*.{md,mdx,markdown}'],
  properties: ['path', 'title', 'headings', 'words', 'links'],
  read: (file) => {
    const { headings, links, prose } = markdown(file)
    const property = (name: string) => {
      if (name === 'path') return single(file.path)
      if (name === 'title') return single(headings.find(({ level }) => level === 1)?.text)
      if (name === 'headings') return several(headings.map(({ text }) => text))
      if (name === 'links') return several(links.map(({ target }) => target))
      return single(prose.reduce((words, { text }) => words + text.split(/\s+/).filter(Boolean).length, 0))
    }
    return [{ subject: 'document', property }]
  },
}

/** Every file that the control names. */
export const file: ThingKind = {
  properties: ['path', 'name', 'extension', 'lines', 'characters'],
  read: (source) => {
    const name = source.path.slice(source.path.lastIndexOf('/') + 1)
    const property = (asked: string) => {
      if (asked === 'path') return single(source.path)
      if (asked === 'name') return single(name)
      if (asked === 'extension') return single(name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : undefined)
      return single(asked === 'lines' ? lines(source).length : source.text.length)
    }
    return [{ subject: 'file', property }]
  },
}
