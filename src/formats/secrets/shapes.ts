import { INFRASTRUCTURE } from './infrastructure-shapes.ts'
import { SERVICES } from './service-shapes.ts'
import type { Shape } from './shape.ts'

/** From the providers' own pages and the public lists of secret scanners; where two shapes fit, the first counts. */
export const SHAPES: readonly Shape[] = [...INFRASTRUCTURE, ...SERVICES]
