import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import type { AppHandle, InstallationHandle } from './admin/app.ts'
import type { GitHub } from './start.ts'

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** A client with an installation's token, as an app has it. */
export function asInstallation(github: GitHub, app: AppHandle, { id }: InstallationHandle, baseUrl = github.url): Octokit {
  const auth = { appId: app.id, privateKey: app.privateKey, installationId: id }
  return new Octokit({ baseUrl, authStrategy: createAppAuth, auth, log: silent })
}

/** A client with the app's own key. */
export function asApp(github: GitHub, app: AppHandle): Octokit {
  return new Octokit({ baseUrl: github.url, authStrategy: createAppAuth, auth: { appId: app.id, privateKey: app.privateKey }, log: silent })
}
