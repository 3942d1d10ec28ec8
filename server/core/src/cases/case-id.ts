import { dateOf, dayNumberOf } from '../clock/local-time.ts'

/** The whole key of a case, so that a look-up goes to one partition of one shard. */
export type CaseKey = { readonly areaCode: number; readonly openedOn: string; readonly caseId: string }

/** The public id of a case: 4 bytes of area, 3 of day, 16 of UUID, as base64url. */
export const encodeCaseId = ({ areaCode, openedOn, caseId }: CaseKey): string => {
  const bytes = Buffer.alloc(23)
  bytes.writeUInt32BE(areaCode, 0)
  bytes.writeUIntBE(dayNumberOf(openedOn), 4, 3)
  bytes.write(caseId.replaceAll('-', ''), 7, 'hex')
  return bytes.toString('base64url')
}

/** Where ids of cases begin and end; beyond it PostgreSQL could not even be asked. */
const [FIRST_DAY, DAY_AFTER_LAST, AREAS] = [dayNumberOf('2000-01-01'), dayNumberOf('2101-01-01'), 1_000_000]

/** Null for anything that `encodeCaseId` did not write. */
export const decodeCaseId = (id: string): CaseKey | null => {
  const bytes = Buffer.from(id, 'base64url')
  if (bytes.length !== 23 || bytes.toString('base64url') !== id) return null
  const hex = bytes.toString('hex', 7)
  const caseId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  const [areaCode, day] = [bytes.readUInt32BE(0), bytes.readUIntBE(4, 3)]
  if (areaCode >= AREAS || day < FIRST_DAY || day >= DAY_AFTER_LAST) return null
  return { areaCode, openedOn: dateOf(day), caseId }
}
