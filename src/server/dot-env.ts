import { loadEnvFile } from 'node:process'

/** Takes `.env` of the working directory where the environment says nothing. */
export function loadDotEnv(): void {
  try {
    loadEnvFile()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
