import type { PersonalKind } from '../../access/personal/personal-data.ts'
import { PERSONAL_KINDS } from '../../access/personal/personal-data.ts'
import type { WrittenPerson } from '../../access/personal/read-personal-data.ts'
import type { Text } from '../../text.ts'
import type { CaseMap, MapFields } from './case-map.ts'
import { columnsOfFields } from './columns.ts'
import type { EventFields } from './read-fields.ts'

/** What a map calls the fields of who applied. */
const FIELDS = {
  name: 'applicantName',
  kind: 'applicantKind',
  idNumber: 'applicantIdNumber',
  phone: 'applicantPhone',
} as const satisfies Record<keyof WrittenPerson, keyof MapFields>

export const NO_KIND: Text = {
  'zh-CN': '请写 PERSON 或 ORGANISATION，或在映射文件中给出 values。',
  en: 'Write PERSON or ORGANISATION, or give values in the map.',
}

export const isKind = (text: string): text is PersonalKind => (PERSONAL_KINDS as readonly string[]).includes(text)

/** The field of a map for one of who applied. */
export const fieldOf = (field: keyof WrittenPerson): keyof MapFields => FIELDS[field]

type Cells = Readonly<Record<string, unknown>>

/** Puts what a row says of who applied together; a row that says nothing has no applicant. */
export const gatherApplicant = (cells: Cells): EventFields => {
  const { applicantName, applicantKind, applicantIdNumber, applicantPhone, ...fields } = cells
  if (applicantName === undefined && applicantIdNumber === undefined && applicantPhone === undefined) return fields
  const applicant = {
    name: applicantName ?? '',
    kind: applicantKind,
    idNumber: applicantIdNumber,
    phone: applicantPhone,
  } as WrittenPerson
  return { ...fields, applicant }
}

/** The columns whose cells no message may repeat. */
export const personalColumns = ({ fields, events }: CaseMap): ReadonlySet<string> =>
  new Set(
    [fields, ...events.map((event) => event.fields ?? {})].flatMap(
      ({ applicantName, applicantIdNumber, applicantPhone }) =>
        columnsOfFields({ applicantName, applicantIdNumber, applicantPhone }),
    ),
  )
