import { emit } from '../hooks/emit.ts'
import { renderAccount, renderInstallation } from '../render/accounts.ts'
import type { Account } from './nouns.ts'
import { fullName, type World } from './world.ts'

/** An account takes another login; everything below it moves along, and the old names go on leading there. */
export function renameAccount(world: World, account: Account, login: string): void {
  const from = account.login
  account.login = login
  world.accounts.set(login.toLowerCase(), account)
  for (const repository of world.repositories.values()) {
    if (repository.owner === account) world.names.set(fullName(repository).toLowerCase(), repository)
  }
  for (const installation of world.installations.values()) {
    if (installation.account !== account) continue
    const changes = { login: { from } }
    const parts = {
      account: renderAccount(world, account),
      changes,
      target_type: account.type,
      installation: renderInstallation(world, installation),
    }
    emit(world, { event: 'installation_target', action: 'renamed', sender: account, installation, parts })
  }
}
