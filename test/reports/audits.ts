import { linksUnder } from '../../src/reports/address.ts'
import type { AuditContext } from '../../src/reports/context.ts'
import { assessmentOf } from './assessments.ts'
import { contents, STORY } from './story.ts'

const ASSESSMENT = assessmentOf(STORY)

/** Everything that an audit can be told. */
export const AUDIT_CONTEXT: AuditContext = {
  name: 'acme/shop',
  asOf: '2027-01-15',
  contents,
  policy: {
    ...ASSESSMENT.policy,
    attestations: [
      {
        control: 'operations/launch-signoff',
        by: '@acme/sre',
        evidence: 'docs/signoff.md',
        expires: '2027-06-30',
        location: { path: '.readiness.yml' },
      },
    ],
  },
  since: { base: ASSESSMENT.base, delta: ASSESSMENT.delta },
  serviceOf: (path) => (path.startsWith('app/') ? 'payments' : path.startsWith('deploy/') ? 'platform' : undefined),
  ownersOf: (path) =>
    path.startsWith('deploy/') ? ['@acme/platform'] : path.startsWith('app/') ? ['@acme/payments', 'pay@acme.example'] : [],
  linkTo: linksUnder('https://github.example/acme/shop/blob/abc'),
  docsOf: (control) => `https://readiness.example/controls/${control}`,
}

/** The head of the story, as an audit sees it. */
export const AUDITED = ASSESSMENT.head
