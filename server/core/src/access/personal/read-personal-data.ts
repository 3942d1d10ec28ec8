import type { Text } from '../../text.ts'
import { isCreditCode } from './credit-code.ts'
import { isIdNumber } from './id-number.ts'
import { normalIdNumber, normalName, normalPhone } from './normalise.ts'
import type { PersonalData, PersonalKind } from './personal-data.ts'

/** Who somebody is, as a source writes it. */
export type WrittenPerson = {
  readonly name: string
  /** PERSON unless told. */
  readonly kind?: PersonalKind | null | undefined
  readonly idNumber?: string | null | undefined
  readonly phone?: string | null | undefined
}

/** What is wrong with one field. The sentence never repeats what was written. */
export type PersonFault = { readonly field: 'name' | 'idNumber' | 'phone'; readonly detail: Text }

const MOST = { name: 200, idNumber: 40 } as const

/**
 * Brings personal data into the form in which it is kept, or says what is wrong with it. Of 18 characters an identity
 * number must be one by GB 11643, a credit code by GB 32100; other lengths are taken as other documents.
 */
export const readPersonalData = (written: WrittenPerson): PersonalData | PersonFault => {
  const kind = written.kind ?? 'PERSON'
  const name = normalName(written.name)
  if (name === '' || name.length > MOST.name || !isPlain(name)) return NAME
  const idNumber = written.idNumber == null ? null : normalIdNumber(written.idNumber)
  if (idNumber !== null && (idNumber === '' || idNumber.length > MOST.idNumber || !isPlain(idNumber))) return DOCUMENT
  if (idNumber?.length === 18 && !(kind === 'PERSON' ? isIdNumber : isCreditCode)(idNumber)) {
    return kind === 'PERSON' ? ID_NUMBER : CREDIT_CODE
  }
  const phone = written.phone == null ? null : normalPhone(written.phone)
  if (phone !== null && !/^\+?\d{5,20}$/u.test(phone)) return PHONE
  return { kind, name, idNumber, phone }
}

/** Whether the reading failed. */
export const isPersonFault = (read: PersonalData | PersonFault): read is PersonFault => 'field' in read

const isPlain = (text: string): boolean => text.isWellFormed() && !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text)

const NAME: PersonFault = {
  field: 'name',
  detail: {
    'zh-CN': '姓名或名称须为 1 至 200 个可见字符。',
    en: 'A name has 1 to 200 visible characters.',
  },
}
const DOCUMENT: PersonFault = {
  field: 'idNumber',
  detail: {
    'zh-CN': '证件号码须为 1 至 40 个可见字符。',
    en: 'The number of a document has 1 to 40 visible characters.',
  },
}
const ID_NUMBER: PersonFault = {
  field: 'idNumber',
  detail: {
    'zh-CN': '18 位证件号码不符合 GB 11643（地区、出生日期或校验码有误）。请核对。',
    en: 'A number of 18 characters must be an identity number by GB 11643: check its region, day of birth and check digit.',
  },
}
const CREDIT_CODE: PersonFault = {
  field: 'idNumber',
  detail: {
    'zh-CN': '18 位代码不是有效的统一社会信用代码（GB 32100）。请核对。',
    en: 'A code of 18 characters must be a unified social credit code by GB 32100: check it.',
  },
}
const PHONE: PersonFault = {
  field: 'phone',
  detail: { 'zh-CN': '电话号码须为 5 至 20 位数字。', en: 'A telephone number has 5 to 20 digits.' },
}
