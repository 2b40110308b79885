/** Something that can go wrong, or has to be done, and the words by which a runbook shows that it is about this. */
export interface Topic {
  readonly name: string
  readonly covers: readonly string[]
}

const SANCTIONS: Topic = { name: 'Sanctions hit', covers: ['sanction', 'aml', 'watchlist', 'screening', 'kyc', 'compliance hold'] }

/** What the parts of a system make necessary. */
export const TOPICS: Readonly<Record<string, readonly Topic[]>> = {
  database: [
    {
      name: 'Restore the database',
      covers: ['restor', 'recover', 'backup', 'pitr', 'point in time', 'point-in-time', 'failover', 'data loss', 'corrupt', 'snapshot'],
    },
  ],
  queue: [
    {
      name: 'Dead letters',
      covers: [
        'dead letter',
        'dead-letter',
        'dlq',
        'queue',
        'backlog',
        'kafka',
        'consumer',
        'worker',
        'rabbitmq',
        'celery',
        'sidekiq',
        'stuck',
        'poison',
        'jobs',
      ],
    },
  ],
  tokens: [
    {
      name: 'Rotate keys',
      covers: ['rotat', 'compromis', 'secret leak', 'leaked', 'credential', 'signing key', 'revok', 'key management', 'expired key'],
    },
  ],
  payments: [{ name: 'Fraud', covers: ['fraud', 'stolen card', 'abuse', 'card testing', 'chargeback', 'suspicious'] }],
  webhook: [{ name: 'Replay webhooks', covers: ['webhook', 'replay', 'redeliver', 'missed event', 'reprocess', 'callback'] }],
  ledger: [
    {
      name: 'Ledger drift',
      covers: ['drift', 'imbalance', 'out of balance', 'mismatch', 'discrepan', 'unbalanced', 'out of sync', 'inconsisten'],
    },
    { name: 'Daily reconciliation', covers: ['reconcil', 'settlement', 'end of day', 'end-of-day'] },
    { name: 'Reversal', covers: ['revers', 'refund', 'void'] },
    { name: 'Dispute', covers: ['dispute', 'chargeback'] },
  ],
  sanction: [SANCTIONS],
  kyc: [SANCTIONS],
  aml: [SANCTIONS],
}

/** Whether the words of a page show that it is about this: at the start of a word, and short ones whole. */
export function isAbout(about: string, { covers }: Topic): boolean {
  return covers.some((word) => {
    for (let at = about.indexOf(word); at >= 0; at = about.indexOf(word, at + 1)) {
      const next = about[at + word.length] ?? ''
      if (!/[a-z0-9]/.test(about[at - 1] ?? '') && (word.length > SHORT || !/[a-z0-9]/.test(next))) return true
    }
    return false
  })
}

const SHORT = 4
