import type { Audit } from './audit.ts'

/** Headings of tables that the audit has in Markdown and in HTML; `>`: numbers, to the right. */
export function dimensionColumns({ since }: Audit): readonly string[] {
  return ['Dimension', 'Status', 'Score>', ...(since ? ['Change>'] : []), ' ', 'Worst open', 'Open>', 'Unknown>']
}

export function sectionColumns({ since }: Audit): readonly string[] {
  const numbers = ['Worst open', 'Controls>', 'Open>', 'Unknown>']
  return ['Section', 'Status', 'Score>', ...(since ? ['Change>'] : []), ...numbers, 'What it means, says the policy', 'When']
}

export const RISK_COLUMNS: readonly string[] = ['#>', 'Risk', 'Rating', 'Rank>', 'Places', 'Work left']

export const RISK_RULE = 'Rank is likelihood (black 3, red 2, yellow 1) times blast radius (critical 8, high 4, medium 2, low 1).'
