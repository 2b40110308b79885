import { type AppKey, appToken } from './jwt.ts'

/** What GitHub's clock says beyond ours, learned from its answers. */
export interface Skew {
  milliseconds: number
}

/** Asks GitHub for a token of an installation, as the App. */
export type Mint = (installation: number, repositories: readonly number[], jwt: string) => Promise<Minted>

export interface Minted {
  readonly token: string
  readonly expiresAt: string
  /** What it may do: `{ checks: 'write' }`. */
  readonly permissions: Permissions
}

export type Permissions = Readonly<Record<string, string | undefined>>

export interface Tokens {
  /** The App's own, for `/app/…`. */
  jwt(): string
  /** `refused`: a token that GitHub no longer takes; another is made unless somebody already did. */
  installation(id: number, repositories: readonly number[], refused?: string): Promise<string>
  /** What a token that is at hand, or a new one, may do. */
  permissions(id: number, repositories: readonly number[]): Promise<Permissions>
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
  const kept = new Map<number, Map<string, Promise<Minted>>>()
  const ofInstallation = (id: number) => {
    const known = kept.get(id) ?? new Map<string, Promise<Minted>>()
    kept.set(id, known)
    return known
  }
  const attempt = async (id: number, repositories: readonly number[]): Promise<Minted> => {
    const before = skew.milliseconds
    try {
      return await mint(id, repositories, jwt())
    } catch (error) {
      const { status } = error as { status?: number }
      if (status === 401 && Math.abs(skew.milliseconds - before) > 1000) return mint(id, repositories, jwt())
      // The others were a courtesy, and one of them is no longer ours to see.
      if (status === 422 && repositories.length > 1) return mint(id, repositories.slice(0, 1), jwt())
      throw error
    }
  }
  const make = (id: number, repositories: readonly number[]) => {
    const made = attempt(id, repositories)
    const tokensOf = ofInstallation(id).set(repositories.join(), made)
    made.catch(() => tokensOf.delete(repositories.join()))
    return made
  }
  return {
    jwt,
    forget: (id) => void kept.delete(id),
    permissions: async (id, repositories) => (await (kept.get(id)?.get(repositories.join()) ?? make(id, repositories))).permissions,
    async installation(id, repositories, refused) {
      const current = () => kept.get(id)?.get(repositories.join())
      const known = current()
      const minted = await (known ?? make(id, repositories))
      const usable = minted.token !== refused && Date.parse(minted.expiresAt) - githubNow() > 60_000
      if (usable || !known) return minted.token
      // Somebody else may have been told the same and asked already.
      const newer = current()
      return (await (newer && newer !== known ? newer : make(id, repositories))).token
    },
  }
}
