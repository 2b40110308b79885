import { isWords } from './placeholders.ts'

/** Whether a value only says where something is or how it is made: paths, hosts, numbers, expressions, hashes. Nothing to steal. */
export function isReference(value: string): boolean {
  return /\s/.test(value) || REFERENCES.some((form) => form.test(value)) || isPath(value)
}

const REFERENCES: readonly RegExp[] = [
  /^[\d.,:+_/-]*$|^(?:true|false|yes|no|on|off|null|nil|none|undefined|nan)$/i,
  // Somewhere else: URLs, stores of secrets, encrypted values.
  /^(?:[a-z][a-z0-9+.-]{1,20}:\/\/|arn:|vault:|op:|ssm:|sops:|env:|file:|kms:|secretsmanager:|projects\/|ENC[[(]|\{cipher\}|\$ANSIBLE_VAULT)/i,
  // Files, mail addresses, hosts.
  /\.(?:pem|key|crt|cer|json|ya?ml|txt|p12|jks|pfx|env|toml|conf|cfg|ini|py|rb|js|ts|sh|md)$/i,
  /^[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}$/,
  /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.[a-z]{2,10}(?::\d+)?$/,
  // Code and settings of other places.
  /^[\w.]{1,80}\(.*\)?$|^(?:os|process|env|system|config|settings|self|this|var|local|data|module|secrets|github|values|inputs|steps|params)\.\w|^ENV\[|^!\w/i,
  // Contracts and accounts of a chain, which everybody can look up: its keys are longer.
  /^0x[0-9a-f]{40}$/i,
  // Hashes cannot be used to log in.
  /^\$(?:2[abxy]|argon2\w{0,3}|[156]|pbkdf2[\w-]{0,20})\$|^\{(?:S?SHA\d*|S?MD5|CRYPT|bcrypt|noop)\}|^(?:sha(?:1|224|256|384|512)|md5|pbkdf2\w{0,12}|scrypt|bcrypt)[-:$]/i,
]

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** `/run/secrets/db`, `./certs`, `~/.ssh/id`: base64 may begin with a slash as well, but does not speak. */
function isPath(value: string): boolean {
  return /^(?:[./~]|[A-Za-z]:\\)/.test(value) && value.split(/[/\\.~:]+/).every((step) => step === '' || isWords(step))
}
