/** Whose data a record holds: the applicant of a case 服务对象, a rater 评价人, a complainant 投诉人. */
export const HOLDERS = ['APPLICANT', 'RATER', 'COMPLAINANT'] as const
export type Holder = (typeof HOLDERS)[number]

export const PERSONAL_KINDS = ['PERSON', 'ORGANISATION'] as const
export type PersonalKind = (typeof PERSONAL_KINDS)[number]

/** Who somebody is, in clear: lives in memory for as long as it is checked, sealed, masked or revealed. */
export type PersonalData = {
  readonly kind: PersonalKind
  readonly name: string
  /** Identity number or other document of a person; unified social credit code or other number of an organisation. */
  readonly idNumber: string | null
  readonly phone: string | null
}

/** The row that a value is sealed for: whose data, of which subject (a case's reference), brought by which event. */
export type PersonalRow = { readonly holder: Holder; readonly subject: string; readonly eventKey: string }

/** Whether two are told as the same. */
export const isSamePerson = (a: PersonalData | null, b: PersonalData | null): boolean =>
  a === null || b === null
    ? a === b
    : a.kind === b.kind && a.name === b.name && a.idNumber === b.idNumber && a.phone === b.phone
