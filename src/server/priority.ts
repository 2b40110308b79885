import { getPriority, setPriority } from 'node:os'

/** A third of the share of those who stay: enough to let them go first, and not so little that a busy machine gives us nothing. */
const BEHIND = 5
const LAST = 19

/**
 * Lets those who take webhooks go first where processors are scarce: GitHub waits ten seconds for them, and for a verdict much longer. On Linux
 * it is this thread alone that steps back; elsewhere it would be the whole process, so it is left as it is.
 */
export function stepBehindWebhooks(): void {
  if (process.platform === 'linux') setPriority(Math.min(LAST, getPriority() + BEHIND))
}
