import { decodeCursor, encodeCursor } from '../../graphql/connections.ts'
import type { Principal } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { isUuid } from '../../uuid.ts'
import { isOfUnit, type VisitedUnit } from '../rules/unit.ts'

/** Who asks. @throws Fault UNAUTHENTICATED */
export const askedBy = (principal: Principal | null): Principal => {
  if (principal === null) throw fault('UNAUTHENTICATED')
  return principal
}

/**
 * The row, where there is one of which the principal may know: for whoever belongs to the unit that is asked about there
 * is none, as there is none out of reach.
 * @throws Fault NOT_FOUND
 */
export const visible = <Row extends VisitedUnit>(row: Row | undefined, principal: Principal, id: string): Row => {
  if (row === undefined || isOfUnit(row, principal)) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
  return row
}

/** An id that can be looked for. @throws Fault NOT_FOUND for what is none */
export const idOf = (id: string, path: readonly string[] = ['input', 'id']): string => {
  if (isUuid(id)) return id
  throw fault('NOT_FOUND', { value: id }, path)
}

const MOST = 1_000

/** Words as they are kept. @throws Fault INVALID_INPUT for none, or more than 1,000 characters */
export const wordsOf = (text: string, field: string): string => {
  const words = text.trim()
  if (words !== '' && words.length <= MOST && words.isWellFormed() && !words.includes('\0')) return words
  throw invalid({ 'zh-CN': `请填写，不超过 ${MOST} 字。`, en: `Write something, at most ${MOST} characters.` }, [
    'input',
    field,
  ])
}

export const cursorOf = ({ id }: { readonly id: string }): string => encodeCursor([id])

/** The id that a cursor stands for; one that is none comes before everything. @throws Fault INVALID_INPUT */
export const seen = (after: string | null | undefined): string | null => {
  if (after == null) return null
  const [id] = decodeCursor(after, 1)
  return typeof id === 'string' && isUuid(id) ? id : NIL
}

const NIL = '00000000-0000-0000-0000-000000000000'
