import { fault, invalid, type Principal } from '@zhikong/core'
import { mayStep, type RecordStep } from '../rules/accountability.ts'
import type { RecordTable } from '../tables.ts'

type Accused = Pick<RecordTable, 'organisationId' | 'hallId'>

/** Whether somebody belongs to the unit that is accused: is bound to it, now or by any grant. */
export const belongsTo = ({ organisationId, hallId }: Accused, { grants, ...scope }: Principal): boolean =>
  [scope, ...grants].some((held) =>
    organisationId === null
      ? hallId !== null && held.hallId === hallId
      : held.organisationId === organisationId || (held.hallId !== null && held.hallId === hallId),
  )

/** What somebody may do with a record now. */
export const mayTake = (
  record: Accused & Pick<RecordTable, 'state' | 'measure' | 'openedById'>,
  step: RecordStep,
  principal: Principal,
): boolean =>
  mayStep(record.state, step, record.measure) &&
  principal.permissions.has(step === 'DECIDED' ? 'efficiency.decide' : 'efficiency.hold') &&
  !belongsTo(record, principal) &&
  (step !== 'DECIDED' || record.openedById !== principal.id)

/** Whether somebody may see which person is accused. */
export const maySeePersons = (principal: Principal | null): boolean =>
  principal !== null && (principal.permissions.has('efficiency.hold') || principal.permissions.has('efficiency.decide'))

const MOST = 2_000

/**
 * Words as they are kept, without space around them.
 * @throws Fault INVALID_INPUT for none, or more than 2,000 characters
 */
export const wordsOf = (text: string, field: string): string => {
  const words = text.trim()
  if (words !== '' && words.length <= MOST) return words
  throw invalid({ 'zh-CN': `请填写，不超过 ${MOST} 字。`, en: `Write something, at most ${MOST} characters.` }, [
    'input',
    field,
  ])
}

/** A number of a lead or record. @throws Fault NOT_FOUND for what is none */
export const numberOf = (id: string, field: string): number => {
  if (/^\d{1,9}$/u.test(id)) return Number(id)
  throw fault('NOT_FOUND', { value: id }, ['input', field])
}

/** Who asks. @throws Fault UNAUTHENTICATED */
export const askedBy = (principal: Principal | null): Principal => {
  if (principal === null) throw fault('UNAUTHENTICATED')
  return principal
}
