import { basename } from 'node:path'
import type { PolicyFile } from '#model/policy-file'
import { earlierPolicies, policyAt } from './policy.ts'
import { topOf } from './pull.ts'
import { ask, type Repository } from './run.ts'

/** What a checkout of the owner's `.github` repository says, for a repository of the same owner. */
export interface OrganisationCheckout {
  readonly owner: string
  readonly repository: string
  readonly file: PolicyFile
  earlier(): AsyncIterable<PolicyFile>
}

/** Reads the organisation's policy from a checkout. `owner`: who is meant where no remote tells. */
export async function organisationIn(folder: string, judged: Repository, owner: string | undefined): Promise<OrganisationCheckout> {
  const checkout = await topOf(folder)
  const here = await remoteOf(judged)
  const there = await remoteOf(checkout)
  return {
    owner: here?.owner ?? there?.owner ?? owner ?? basename(checkout.folder),
    repository: here?.name ?? basename(judged.folder),
    file: await policyAt(checkout, 'HEAD', `the organisation (${basename(checkout.folder)})`),
    earlier: () => earlierPolicies(checkout, 'HEAD'),
  }
}

/** Owner and name out of the address of the `origin` remote, https or ssh. */
async function remoteOf(repository: Repository): Promise<{ readonly owner: string; readonly name: string } | undefined> {
  const address = await ask(repository, 'config', '--get', 'remote.origin.url')
  const [, owner, name] = /([^/:]+)\/([^/]+?)(?:\.git)?\/?$/.exec(address ?? '') ?? []
  return owner && name ? { owner, name } : undefined
}
