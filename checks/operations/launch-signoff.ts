import { LEVELS } from '#model/check'
import { attestCheck } from '#model/checks'

export default attestCheck({
  title: 'Sign-offs and penetration test are recorded',
  severity: 'medium',
  level: LEVELS.fromRegulated,
  since: '1.0',
  why: 'Whether security looked at it, a penetration test was made and the on-call team agreed to carry the pager is written in no source file. At a launch everybody believes that somebody else has asked; months later an auditor asks who said yes, when, and on what grounds.',
  remedy: `Let the person who signs off say so in the policy, with the evidence and the last day on which it counts:

    attestations:
      - { control: operations/launch-signoff, by: "@acme/sre", evidence: docs/signoff.md, expires: 2027-06-30 }`,
  effort: '1d',
  references: ['https://sre.google/sre-book/launch-checklist/', 'https://owasp.org/www-project-web-security-testing-guide/'],
})
