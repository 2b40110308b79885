/** GitHub's published limits; a test lowers the ones that it wants to reach. */
export interface Limits {
  readonly annotationsPerRequest: number
  readonly outputBytes: number
  readonly annotationTextBytes: number
  readonly annotationTitle: number
  readonly runsOfOneName: number
  readonly staleAfterMs: number
  readonly treeEntries: number
  readonly treeBytes: number
  readonly blobBytes: number
  readonly contentsBytes: number
  readonly graphqlTextBytes: number
  readonly graphqlObjects: number
  readonly comparedFiles: number
  readonly comparedCommits: number
  readonly pullFiles: number
  readonly patchBytes: number
  readonly patchLines: number
  readonly tokenLifetimeMs: number
  readonly tokenRepositories: number
  readonly payloadBytes: number
  readonly deliveryTimeoutMs: number
  readonly deliveriesKeptMs: number
  /** Requests per hour and installation. */
  readonly restPerHour: number
  /** Points per hour and installation. */
  readonly graphqlPerHour: number
  /** Requests at the same time and app; more are answered with a secondary limit. */
  readonly concurrentRequests: number
  /** Points per minute and installation (5 a write, 1 a read); counted always, enforced when finite. */
  readonly pointsPerMinute: number
}

export const githubLimits: Limits = {
  annotationsPerRequest: 50,
  outputBytes: 65_535,
  annotationTextBytes: 65_536,
  annotationTitle: 255,
  runsOfOneName: 1_000,
  staleAfterMs: 14 * 24 * 3_600_000,
  treeEntries: 100_000,
  treeBytes: 7_000_000,
  blobBytes: 100_000_000,
  contentsBytes: 1_000_000,
  graphqlTextBytes: 512_000,
  graphqlObjects: 250,
  comparedFiles: 300,
  comparedCommits: 250,
  pullFiles: 3_000,
  patchBytes: 500_000,
  patchLines: 20_000,
  tokenLifetimeMs: 3_600_000,
  tokenRepositories: 500,
  payloadBytes: 25_000_000,
  deliveryTimeoutMs: 10_000,
  deliveriesKeptMs: 3 * 24 * 3_600_000,
  restPerHour: 5_000,
  graphqlPerHour: 5_000,
  concurrentRequests: 100,
  pointsPerMinute: Number.POSITIVE_INFINITY,
}
