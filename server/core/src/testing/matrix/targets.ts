/**
 * What a request may name, as texts: everything there is at a place, or in the same forms what is nowhere. A domain
 * that brings ids of its own adds them under a name of its own (`example.visit`).
 */
export type Target = {
  readonly region: string
  readonly hall: string
  readonly organisation: string
  /** The number of a case at its source. */
  readonly number: string
  readonly case: string
  readonly alert: string
  readonly silence: string
  readonly person: string
  readonly username: string
  readonly grant: string
  readonly session: string
  readonly apiKey: string
  readonly client: string
  readonly clientId: string
  readonly webhook: string
  readonly [other: string]: string
}

const NO_UUID = '01890000-0000-7000-8000-00000000dead'

/** Names what does not exist. `caseId` is that of a real case: its form is kept, its case is another. */
export function nobody(caseId: string): Target {
  return {
    region: '439999000000',
    hall: 'H-NOWHERE',
    organisation: 'O-NOWHERE',
    number: 'number-of-no-case',
    case: caseId,
    alert: NO_UUID,
    silence: NO_UUID,
    person: NO_UUID,
    username: 'nobody',
    grant: NO_UUID,
    session: NO_UUID,
    apiKey: NO_UUID,
    client: NO_UUID,
    clientId: 'no-client',
    webhook: NO_UUID,
  }
}

/** An answer with what the request named, and the number of the request, taken out of it. */
export function withoutNames(answer: string, target: Target): string {
  let text = answer.replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gu, '«uuid»')
  for (const value of Object.values(target).toSorted((a, b) => b.length - a.length))
    text = text.replaceAll(value, '«named»')
  return text
}
