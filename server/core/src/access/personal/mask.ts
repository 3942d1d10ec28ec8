import type { PersonalData } from './personal-data.ts'

/** What is shown of a value that is too short to show a part of. */
const HIDDEN = '****'

/** What everybody who may see the record sees: `张*`, `4301**********1234`, `138****5678`. */
export const masked = ({ kind, name, idNumber, phone }: PersonalData): PersonalData => ({
  kind,
  name: kind === 'ORGANISATION' ? name : maskName(name),
  idNumber: idNumber === null ? null : maskIdNumber(idNumber),
  phone: phone === null ? null : maskPhone(phone),
})

/** The first character of a person's name; nothing of a name that has but one. */
export const maskName = (name: string): string => {
  const [first, second] = name
  return first === undefined || second === undefined ? '*' : `${first}*`
}

/** The region and the end of an identity number; the ends of other documents, if they are long enough. */
export const maskIdNumber = (idNumber: string): string =>
  idNumber.length >= 15 ? keepEnds(idNumber, 4, 4) : idNumber.length >= 8 ? keepEnds(idNumber, 1, 2) : HIDDEN

/** The network and the end of a mobile number; the end of a shorter one. */
export const maskPhone = (phone: string): string =>
  phone.length >= 11 ? keepEnds(phone, 3, 4) : phone.length >= 7 ? keepEnds(phone, 0, 2) : HIDDEN

const keepEnds = (text: string, front: number, back: number): string =>
  text.slice(0, front) + '*'.repeat(text.length - front - back) + text.slice(text.length - back)
