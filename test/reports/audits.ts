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
    report: {
      ...ASSESSMENT.policy.report,
      timeline: [
        { when: 'Week 1', what: 'P0 fixed, restore drill' },
        { when: 'Week 4', what: 'Pilot' },
      ],
      nextReview: '2027-04-01',
    },
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
  sections: [
    {
      name: '4. Secrets & access',
      covers: (control) => /^(?:secrets|access)\//.test(control),
      implication: 'A vendor audit fails here.',
      schedule: '4 to 6 weeks',
    },
    { name: '5. Release', covers: (control) => control.startsWith('deploy/') },
  ],
  plannedOf: (control) => (control.startsWith('observability/') ? { effort: '3d', owner: '@acme/sre' } : {}),
  roleOf: (service) => (service === 'platform' ? 'test harness, not for production' : undefined),
  linesOf: (path) => contents(path)?.split('\n').length,
  inventory: {
    migrations: [{ folder: 'db/migrations', count: 12, newest: 'V12__ledger.sql' }],
    workflows: ['.github/workflows/ci.yml', 'deploy/web.yaml'],
  },
  linkTo: linksUnder('https://github.example/acme/shop/blob/abc'),
  docsOf: (control) => `https://readiness.example/controls/${control}`,
}

/** The head of the story, as an audit sees it. */
export const AUDITED = ASSESSMENT.head
