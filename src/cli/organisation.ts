import type { PolicyFile } from '#model/policy-file'
import { type OrganisationCheckout, organisationIn } from '../git/organisation.ts'
import type { Repository } from '../git/run.ts'

/** The organisation's policy in a checkout; where no remote names the owner, the one that the repository's policy extends is meant. */
export function organisationFrom(folder: string, repository: Repository, { content }: PolicyFile): Promise<OrganisationCheckout> {
  const extended = content.state === 'text' ? /^extends:[ \t]*["']?([\w-]+)/m.exec(content.text)?.[1] : undefined
  return organisationIn(folder, repository, extended)
}
