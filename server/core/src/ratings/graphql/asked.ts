import type { Principal } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { OrderPerson } from '../rules/order.ts'

/** Whether somebody belongs to the organisation that was rated, now or by any grant, or is bound to any. */
export const isRated = (
  { organisationId }: { readonly organisationId: number | null },
  principal: Principal,
): boolean =>
  principal.organisationId !== null ||
  (organisationId !== null && principal.grants.some((held) => held.organisationId === organisationId))

/** Whether somebody may know how a rating was given: of the feedback desk, and not of the rated. */
export const mayKnow = (row: { readonly organisationId: number | null }, principal: Principal | null): boolean =>
  principal !== null && principal.permissions.has('ratings.handle') && !isRated(row, principal)

/** Somebody as the rules of a work order see them. */
export const personOf = (row: { readonly organisationId: number | null }, principal: Principal): OrderPerson => ({
  id: principal.id,
  mayHandle: principal.permissions.has('ratings.handle'),
  mayAnswer: principal.permissions.has('ratings.answer'),
  isRated: isRated(row, principal),
})

/** Who asks. @throws Fault UNAUTHENTICATED */
export const askedBy = (principal: Principal | null): Principal => {
  if (principal === null) throw fault('UNAUTHENTICATED')
  return principal
}

const MOST = 2_000

/** Words as they are kept. @throws Fault INVALID_INPUT for none, or more than 2,000 characters */
export const wordsOf = (text: string, field: string): string => {
  const words = text.trim()
  if (words !== '' && words.length <= MOST) return words
  throw invalid({ 'zh-CN': `请填写，不超过 ${MOST} 字。`, en: `Write something, at most ${MOST} characters.` }, [
    'input',
    field,
  ])
}

/** The id of a register as a filter: one that is none finds nothing. */
export const idOf = (id: string | null | undefined): number | null =>
  id == null ? null : /^\d{1,9}$/u.test(id) ? Number(id) : 0
