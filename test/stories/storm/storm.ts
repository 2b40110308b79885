import { systemClock } from '../../../src/server/clock.ts'
import { type GitHub, type RepositoryHandle, seededRandom, startGitHub } from '../../github/index.ts'
import { register, temporaryFolder } from '../app-process.ts'
import { ENFORCED, FINE } from '../arena.ts'
import { type Fleet, fleet } from './fleet.ts'
import { oracle } from './oracle.ts'
import { invite } from './people.ts'
import { weather } from './weather.ts'

export interface StormOptions {
  readonly events: number
  readonly faults: number
  readonly seed: number
  readonly databaseUrl?: string | undefined
  /** How many times faster than the wall's clock. */
  readonly scale?: number
  /** Real milliseconds until everything has to be right after the last event. */
  readonly patience?: number
  readonly say?: (line: string) => void
  /** Looks at GitHub when all is over. */
  readonly inspect?: (github: GitHub, kills: number) => void
}

export interface StormResult {
  readonly events: number
  readonly faults: number
  readonly kills: number
  /** Heads of open pull requests without any run. */
  readonly lost: number
  /** Concluded otherwise than the tree deserves. */
  readonly wrong: number
  /** Heads and merge groups whose newest run has no conclusion. */
  readonly stuck: number
  /** Runs with the same `external_id` as another, or with an annotation that stands there twice. */
  readonly duplicates: number
}

/** People and weather on one GitHub, in the order of a seed; then silence, and a look at what GitHub shows. */
export async function storm(options: StormOptions): Promise<StormResult> {
  const { scale = 100, seed, say = () => {} } = options
  const folder = temporaryFolder()
  const since = Date.now()
  // GitHub waits for an answer as long as it takes this machine, and not as long as its hurried clock says.
  const limits = { deliveryTimeoutMs: 3_000 * scale }
  const github = await startGitHub({ clock: systemClock({ scale, since }), limits, seed, validate: false })
  const app = register(github)
  const env = { READINESS_CLOCK: `${scale}@${since}`, REQUEST_TIMEOUT_MS: '1500' }
  const apps = fleet(github, app, { dataFolder: folder.path, databaseUrl: options.databaseUrl, env })
  await apps.start()
  const places = await settle(github)
  for (const owner of OWNERS) app.install(owner)
  const kills = await rage(github, apps, places, options)
  say(`the storm is over after ${Math.round((Date.now() - since) / 1000)} s; ${kills} kills`)
  const judged = await look(github, options)
  say(`judged after ${Math.round((Date.now() - since) / 1000)} s`)
  await apps.stop()
  options.inspect?.(github, kills)
  await github.close()
  folder.remove()
  return { events: options.events, faults: options.faults, kills, ...judged }
}

const OWNERS = ['acme', 'globex', 'initech']

async function settle(github: GitHub): Promise<readonly RepositoryHandle[]> {
  const places: RepositoryHandle[] = []
  for (const owner of OWNERS) {
    for (const name of ['shop', 'bank', 'site', 'tool']) {
      const files = {
        'web/Dockerfile': FINE,
        ...(name === 'tool' ? {} : { '.readiness.yml': ENFORCED }),
        'README.md': `${owner} ${name}\n`,
      }
      const place = await github.createRepository({ owner, name, files })
      await place.commit('release', { 'RELEASE.md': 'x\n' })
      places.push(place)
    }
  }
  return places
}

/** Events and faults, mixed as the seed says. Gives the number of kills. */
async function rage(
  github: GitHub,
  apps: Fleet,
  places: readonly RepositoryHandle[],
  { events, faults, seed, say }: StormOptions,
): Promise<number> {
  const random = seededRandom(seed)
  const people = await invite(github, random, places)
  const sky = weather(github, random)
  const rising: Promise<void>[] = []
  let [left, faultsLeft] = [events, faults]
  while (left + faultsLeft > 0) {
    if (random() * (left + faultsLeft) < left) {
      left -= 1
      await people.act()
    } else {
      faultsLeft -= 1
      if (sky.strike() === 'kill') rising.push(apps.kill(Math.floor(random() * 100)))
    }
    if ((left + faultsLeft) % 200 === 0) say?.(`${left} events and ${faultsLeft} faults to go`)
    await new Promise((resolve) => setTimeout(resolve, random() * 20))
  }
  await Promise.all(rising)
  await sky.clear()
  return rising.length
}

type Looked = Pick<StormResult, 'lost' | 'wrong' | 'stuck' | 'duplicates'>

/** Looks until nothing is missing, or patience ends. */
async function look(github: GitHub, { patience = 100_000, say }: StormOptions): Promise<Looked> {
  const expected = oracle()
  const end = Date.now() + patience
  for (;;) {
    const { outcomes, stuck, duplicateRuns, repeatedAnnotations } = github.judge('readiness')
    const lost = outcomes.filter(({ run }) => !run).length
    const wrong: string[] = []
    for (const { pull, run, isConcluded } of outcomes) {
      const deserved = isConcluded ? await expected(github, pull) : undefined
      if (deserved && run!.conclusion !== deserved)
        wrong.push(
          `${pull.repository.owner.login}/${pull.repository.name}#${pull.number} ${pull.head.sha} is ${run!.conclusion}, not ${deserved}: ${run!.output.title}`,
        )
    }
    const looked = { lost, wrong: wrong.length, stuck: stuck.length - lost, duplicates: duplicateRuns.length + repeatedAnnotations.length }
    const isRight = lost + wrong.length + stuck.length === 0
    if (isRight || Date.now() > end) {
      for (const line of [...wrong, ...stuck]) say?.(line)
      return looked
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
