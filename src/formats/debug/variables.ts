import { meant } from '../code/unset.ts'
import { expand, HOLE } from '../expand.ts'
import { type Exposure, OFF, ON, type State, unknown } from './setting.ts'

const SWITCHES = new Map<string, Exposure>([
  ['DEBUG', 'error pages'],
  ['APP_DEBUG', 'error pages'],
  ['DJANGO_DEBUG', 'error pages'],
  ['FLASK_DEBUG', 'console'],
  ['SYMFONY_DEBUG', 'error pages'],
  ['WP_DEBUG', 'error pages'],
  ['WORDPRESS_DEBUG', 'error pages'],
  ['YII_DEBUG', 'error pages'],
  ['PHP_DISPLAY_ERRORS', 'error pages'],
  ['ASPNETCORE_DETAILEDERRORS', 'error pages'],
  ['MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE', 'management endpoints'],
])

/** Variables that name the mode in which a framework runs. */
const MODES = new Set([
  'FLASK_ENV',
  'NODE_ENV',
  'RAILS_ENV',
  'RACK_ENV',
  'APP_ENV',
  'DJANGO_ENV',
  'ASPNETCORE_ENVIRONMENT',
  'DOTNET_ENVIRONMENT',
  'MIX_ENV',
  'SYMFONY_ENV',
  'CI_ENVIRONMENT',
  'GIN_MODE',
  'DJANGO_SETTINGS_MODULE',
])

/** What a variable shows when it is on; absent: it has nothing to do with debugging. */
export function exposureOf(name: string): Exposure | undefined {
  return MODES.has(name) ? 'development mode' : SWITCHES.get(name)
}

/** Switches that a program may read under its own name. */
export function isSwitch(name: string): boolean {
  return name !== 'PHP_DISPLAY_ERRORS' && SWITCHES.get(name) !== 'management endpoints' && SWITCHES.has(name)
}

/** What a text makes of a variable, defaults of variables in it put in. */
export function variableState(name: string, text: string, expanded = expand(text)): State {
  if (expanded.includes(HOLE)) return unknown('A variable decides it.')
  if (!isOn(name, expanded.trim())) return OFF
  const [variable] = /\$\{?(\w+)/.exec(text)?.slice(1) ?? []
  return variable ? { is: 'on', how: 'unset', variable } : ON
}

function isOn(name: string, text: string): boolean {
  if (name === 'DJANGO_SETTINGS_MODULE') return /(?:^|[._])(?:dev|devel|development|local|debug)$/i.test(text)
  if (SWITCHES.get(name) === 'management endpoints') return text.split(/[\s,]+/).includes('*')
  // Whatever Node and its libraries are not told by name is no mode of theirs.
  if (name === 'NODE_ENV') return /^(?:dev|devel|develop|development)$/i.test(text)
  if (MODES.has(name)) return /^(?:dev|devel|develop|development|local|debug)$/i.test(text)
  return meant(text) === true
}
