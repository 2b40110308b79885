/** Shannon entropy in bits per character: words are near 3, random letters and digits near 4 and more from 20 characters on. */
export function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let length = 0
  for (const count of counts.values()) length += count
  let bits = 0
  for (const count of counts.values()) bits -= (count / length) * Math.log2(count / length)
  return bits
}

/** Long and mixed enough that nobody made it up: what generators of keys and passwords give. */
export function looksGenerated(text: string): boolean {
  if (text.length < 16) return false
  if (/^[0-9a-fA-F-]+$/.test(text)) return /\d/.test(text) && /[a-fA-F]/.test(text) && entropy(text) >= 3
  return kindsOfCharacters(text) >= 2 && entropy(text) >= 3.5
}

/** How many of lower case, upper case, digits and symbols (other than what joins words) it mixes. */
export function kindsOfCharacters(text: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9\s_.-]/].filter((kind) => kind.test(text)).length
}
