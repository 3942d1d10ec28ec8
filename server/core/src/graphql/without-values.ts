/** What GraphQL gives as reasons, as far as they name types and fields and nothing that came. */
const REASONS = [
  /Field "\w+" of required type "[\w![\]]+" was not provided\.$/u,
  /Field "\w+" is not defined by type "\w+"\.(?: Did you mean [\w", ]+\?)?$/u,
  /Expected (?:non-nullable )?type "[\w![\]]+"(?: to be an object| not to be null)?\./u,
  /(?:String|Int|Float|Boolean|ID|Enum "\w+") cannot represent (?:a )?(?:non[ -][\w -]+? )?value(?=: )/u,
] as const
const NO_MEMBER = /does not exist in ("\w+" enum)\.(?: Did you mean [^?]+\?)?$/u

/**
 * What GraphQL itself says of a wrong request, without the values that came: they may be somebody's name or number,
 * and no error repeats those. Place and reason stay.
 */
export const withoutValues = (message: string): string => {
  if (message.startsWith('Syntax Error: ')) {
    return message.replace(/\b(String|BlockString|Int|Float|Name|Comment) ".*$/su, '$1.')
  }
  const variable = /^(Variable "\$\w+" got invalid value) /u.exec(message)
  if (variable !== null) return joined(`${variable[1]}${placeIn(message)}`, reasonIn(message))
  const literal = /^(Expected value of type "[\w![\]]+"), found /u.exec(message)
  if (literal !== null) return joined(String(literal[1]), reasonIn(message))
  const argument = /^(Argument "\w+" has invalid value) /u.exec(message)
  if (argument !== null) return `${argument[1]}.`
  return reasonIn(message) ?? message
}

const joined = (place: string, reason: string | undefined): string =>
  reason === undefined ? `${place}.` : `${place}; ${reason}`

const placeIn = (message: string): string => [...message.matchAll(/ at "[\w.[\]$]+"(?=; )/gu)].at(-1)?.[0] ?? ''

const reasonIn = (message: string): string | undefined => {
  const member = NO_MEMBER.exec(message)
  if (member !== null) return `The value does not exist in ${member[1]}.`
  for (const pattern of REASONS) {
    const [reason] = pattern.exec(message) ?? []
    if (reason !== undefined) return reason.endsWith('value') ? `${reason}.` : reason
  }
  return undefined
}
