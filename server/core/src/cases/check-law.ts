import { EXTENSION_BASES } from '../clock/extension.ts'
import type { InputProblem } from '../graphql/errors.ts'
import type { At } from './invalid-field.ts'
import { invalid } from './invalid-field.ts'
import type { ReportedEvent } from './reported-event.ts'
import { SUSPENSION_GROUNDS } from './suspension-ground.ts'
import type { CaseEventKind } from './tables.ts'

/** With which kinds a field that the law asks for may come. */
const KINDS_OF = {
  ground: ['SUSPENDED'],
  law: ['SUSPENDED'],
  approver: ['SUSPENDED', 'EXTENDED'],
  resumes: ['RESUMED'],
  extensionDays: ['EXTENDED'],
  extensionBasis: ['EXTENDED'],
  supplementDueAt: ['ACCEPTED'],
  licenceFollows: ['CLOSED'],
  deliveryFollows: ['CLOSED'],
} as const satisfies Partial<Record<keyof ReportedEvent, readonly CaseEventKind[]>>
const FIELDS = Object.entries(KINDS_OF) as readonly [keyof typeof KINDS_OF, readonly CaseEventKind[]][]

/** The longest extension that is taken for one; what the law allows of it is told when the case is derived. */
const MOST_EXTENSION_DAYS = 365

/** What is wrong with what an event tells of suspension, extension, supplement, joint handling and what follows its end. */
export const checkLaw = (event: ReportedEvent, at: At): InputProblem | null =>
  checkKinds(event, at) ??
  checkGround(event, at) ??
  checkExtension(event, at) ??
  checkSupplement(event, at) ??
  checkParent(event, at)

const checkKinds = (event: ReportedEvent, at: At): InputProblem | null => {
  for (const [field, kinds] of FIELDS) {
    if (event[field] == null || kinds.includes(event.kind)) continue
    return invalid(
      at(field),
      `${field} 只能与 ${kinds.join('、')} 一起报送。`,
      `${field} comes with ${kinds.join(' or ')} only.`,
    )
  }
  return null
}

const checkGround = ({ ground, law }: ReportedEvent, at: At): InputProblem | null => {
  if (ground != null && !SUSPENSION_GROUNDS.includes(ground)) {
    return invalid(at('ground'), '没有这种特别程序。', 'There is no such ground.')
  }
  if (ground !== 'OTHER_BY_LAW' || law != null) return null
  return invalid(
    at('law'),
    '法定八种之外的特别程序须写明所依据的法律条文。',
    'A ground beyond the eight of the licensing law must cite the law that allows it.',
  )
}

const checkExtension = ({ kind, extensionDays, extensionBasis }: ReportedEvent, at: At): InputProblem | null => {
  if (kind !== 'EXTENDED') return null
  if (extensionBasis != null && !EXTENSION_BASES.includes(extensionBasis)) {
    return invalid(at('extensionBasis'), '延期依据须为 AGENCY 或 JOINT。', 'The basis is AGENCY or JOINT.')
  }
  if (extensionDays != null && extensionDays > 0 && extensionDays <= MOST_EXTENSION_DAYS) return null
  return invalid(
    at('extensionDays'),
    `延期须写明天数，大于 0，不超过 ${MOST_EXTENSION_DAYS}。`,
    `An extension tells its days, above 0 and up to ${MOST_EXTENSION_DAYS}.`,
  )
}

const checkSupplement = ({ supplementDueAt, occurredAt }: ReportedEvent, at: At): InputProblem | null =>
  supplementDueAt == null || supplementDueAt > occurredAt
    ? null
    : invalid(at('supplementDueAt'), '补齐期限须晚于受理时间。', 'What is missing is due after the acceptance.')

const checkParent = ({ parent, externalId }: ReportedEvent, at: At): InputProblem | null =>
  parent == null || parent !== externalId
    ? null
    : invalid(at('parent'), '办件不能是自己的主办件。', 'A case is no part of itself.')
