import { styleText } from 'node:util'
import type { Rating, Severity } from '#model/rating'

type Style = Parameters<typeof styleText>[0]

/** Puts a style on text, or leaves it alone: whether there are colours is decided by who knows the terminal. */
export type Paint = (style: Style, text: string) => string

export function painter(color: boolean): Paint {
  return color ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text
}

export const SEVERITY_STYLE: Readonly<Record<Severity, Style>> = {
  critical: ['red', 'bold'],
  high: 'red',
  medium: 'yellow',
  low: 'blue',
}

export const RATING_STYLE: Readonly<Record<Rating, Style>> = {
  green: 'green',
  yellow: 'yellow',
  red: 'red',
  black: ['red', 'bold'],
  unknown: 'cyan',
  error: 'magenta',
  'not-applicable': 'gray',
  off: 'gray',
}
