/**
 * What a parser of `formats/` throws, and all that it ever throws, when it cannot make sense of a whole file.
 * The engine catches it per file and check, and lists the file as unreadable with the reason. The reason is a plain clause
 * without text of the file, like `not valid YAML at line 3`.
 */
export class Unparsable extends Error {
  override readonly name = 'Unparsable'
  readonly reason: string

  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}
