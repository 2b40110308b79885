import { isDevelopmentFile } from './debug/setting.ts'
import { isDevelopmentPath } from './development.ts'
import { isToolingPath } from './tooling.ts'

/**
 * Code that prepares or supports a system and does not serve in production: seeds of a database, settings for developers,
 * scripts. What stands there is less grave, but such files do get run against real systems.
 */
export function isPreparationPath(path: string): boolean {
  return isDevelopmentFile(path) || isDevelopmentPath(path) || isToolingPath(path) || SEEDS.test(path)
}

const SEEDS = /(?:^|\/)(?:seeds?|seeders?|seeding|fixtures?)(?:\/|\.\w+$)|(?:^|[/_.-])seed(?:er|s)?(?:[_.-][\w.-]*)?\.\w+$/i
