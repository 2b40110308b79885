/**
 * Credentials: what they look like, where they stand, and whether they are real. Shared by the controls on secrets, so that
 * an example file, a source file and a manifest judge the same value alike.
 */
export { type Classified, classify, type Secret, scan } from './secrets/classify.ts'
export { digest } from './secrets/digest.ts'
export { type Secrecy, secrecyOf } from './secrets/names.ts'
export { CREDENTIAL_LITERALS } from './secrets/search.ts'
export { type Sighting, type Sightings, sightings } from './secrets/sightings.ts'
export { placeholderFor, printableName, shownPrefix } from './secrets/wording.ts'
