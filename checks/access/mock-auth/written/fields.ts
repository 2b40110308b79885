/** Names of fields and variables that hold a password. */
export const PASSWORD =
  /^(?:\w{0,20}_)?(?:password|passwd|pwd|pw|passcode|pass)(?:_?(?:input|value|bytes|field|text))?$|^\w{0,20}[a-z](?:Password|Passwd|Pwd|Passcode|Pass)(?:Input|Value|Field|Text|Bytes)?$/i

/** Names of fields and variables that name a user. */
export const USER =
  /^(?:\w{0,20}_)?(?:user|user_?name|user_?id|login|email|e_?mail|account|name|uname|uid|id)(?:_?(?:input|value|bytes|field|text))?$|^\w{0,20}[a-z](?:User|Username|UserName|Email|Login)(?:Input|Value|Field|Text|Bytes)?$/i

/** Names of functions that let people in. */
export const LOGS_IN = /log_?in|sign_?in|authenticate|authorize|(?:validate|verify|check|valid)_?(?:user|credentials|password|login)/i
