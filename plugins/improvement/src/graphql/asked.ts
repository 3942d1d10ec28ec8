import { fault, invalid, type Principal } from '@zhikong/core'
import type { Person } from '../rules/rectification.ts'
import type { PlaceColumns } from '../tables.ts'

type UnitColumns = Pick<PlaceColumns, 'organisationId' | 'hallId'>

/** Whether somebody belongs to the unit that is to repair: is bound to it, now or by any grant. */
export const belongsTo = ({ organisationId, hallId }: UnitColumns, { grants, ...scope }: Principal): boolean =>
  [scope, ...grants].some((held) =>
    organisationId === null
      ? hallId !== null && held.hallId === hallId && held.organisationId === null
      : held.organisationId === organisationId,
  )

/** Somebody as the rules of a rectification see them. */
export const personOf = (row: UnitColumns, principal: Principal): Person => ({
  id: principal.id,
  mayAssign: principal.permissions.has('improvement.assign'),
  mayRectify: principal.permissions.has('improvement.rectify'),
  maySupervise: principal.permissions.has('improvement.supervise'),
  isOfUnit: belongsTo(row, principal),
})

/** The unit by which somebody acts, its narrowest part last: `r15`, `r15.h7`, `r15.h7.o12`. */
export const actingFrom = ({ regionId, hallId, organisationId }: Principal): string =>
  [`r${regionId}`, hallId === null ? '' : `.h${hallId}`, organisationId === null ? '' : `.o${organisationId}`].join('')

/** Who asks. @throws Fault UNAUTHENTICATED */
export const askedBy = (principal: Principal | null): Principal => {
  if (principal === null) throw fault('UNAUTHENTICATED')
  return principal
}

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

/** A number of a record. @throws Fault NOT_FOUND for what is none */
export const numberOf = (id: string, field: string): number => {
  if (/^\d{1,9}$/u.test(id)) return Number(id)
  throw fault('NOT_FOUND', { value: id }, ['input', field])
}

/** The id of a register as a filter: one that is none finds nothing. */
export const idOf = (id: string | null | undefined): number | null =>
  id == null ? null : /^\d{1,9}$/u.test(id) ? Number(id) : 0
