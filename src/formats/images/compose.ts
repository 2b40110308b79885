import type { SourceFile } from '#model/snapshot'
import { composeServices } from '../compose.ts'
import { expand } from '../expand.ts'
import { type ImageUse, useAt } from './use.ts'

/** The images that services pull: not those that this file builds, whichever service builds them. */
export function composeImages(file: SourceFile): readonly ImageUse[] {
  const services = composeServices(file)
  const built = new Set(services.flatMap(({ build, image }) => (build && image ? [image.text] : [])))
  return services.flatMap(({ subject, image, build, profiles }) => {
    const onlyDevelopment = profiles.length > 0 && profiles.every((profile) => DEVELOPMENT.test(profile))
    if (!image || build || built.has(image.text) || onlyDevelopment) return []
    return useAt('compose', subject, image, expand(image.text))
  })
}

const DEVELOPMENT = /^(?:dev|devel|development|debug|local|tests?|testing|e2e|tools)$/i
