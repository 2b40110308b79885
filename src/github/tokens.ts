import { type AppKey, appToken } from './jwt.ts'

/** What GitHub's clock says beyond ours, learned from its answers. */
export interface Skew {
  milliseconds: number
}

/** Asks GitHub for a token of an installation, as the App. */
export type Mint = (installation: number, repository: number | undefined, jwt: string) => Promise<Minted>

export interface Minted {
  readonly token: string
  readonly expiresAt: string
}

export interface Tokens {
  /** The App's own, for `/app/…`. */
  jwt(): string
  /** `refused`: a token that GitHub no longer takes; another is made unless somebody already did. */
  installation(id: number, repository?: number, refused?: string): Promise<string>
  /** Makes new tokens from now on: permissions may have changed. */
  forget(installation: number): void
}

/**
 * Keeps each token until a minute before it expires. The usual library makes the App's token by the clock of this machine and keeps
 * the others for 59 minutes of it; a clock that is wrong by a minute would stop everything.
 */
export function tokens(key: AppKey, mint: Mint, skew: Skew, now: () => number): Tokens {
  const githubNow = () => now() + skew.milliseconds
  const jwt = () => appToken(key, Math.floor(githubNow() / 1000))
  const kept = new Map<number, Map<number | undefined, Promise<Minted>>>()
  const make = (id: number, repository: number | undefined) => {
    const before = skew.milliseconds
    const made = mint(id, repository, jwt()).catch((error: unknown) => {
      const learned = Math.abs(skew.milliseconds - before) > 1000
      if ((error as { status?: number }).status !== 401 || !learned) throw error
      return mint(id, repository, jwt())
    })
    const ofInstallation = kept.get(id) ?? new Map<number | undefined, Promise<Minted>>()
    kept.set(id, ofInstallation.set(repository, made))
    made.catch(() => ofInstallation.delete(repository))
    return made
  }
  return {
    jwt,
    forget: (id) => void kept.delete(id),
    async installation(id, repository, refused) {
      const current = () => kept.get(id)?.get(repository)
      const known = current()
      const minted = await (known ?? make(id, repository))
      const usable = minted.token !== refused && Date.parse(minted.expiresAt) - githubNow() > 60_000
      if (usable || !known) return minted.token
      // Somebody else may have been told the same and asked already.
      const newer = current()
      return (await (newer && newer !== known ? newer : make(id, repository))).token
    },
  }
}
