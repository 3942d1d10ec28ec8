import { decodeCursor, encodeCursor } from '../../graphql/connections.ts'
import { isUuid } from '../../uuid.ts'

/** The cursor of a row by its id. */
export const cursorOf = ({ id }: { readonly id: string }): string => encodeCursor([id])

/** The id that a cursor stands for; one that is none comes before everything. @throws Fault INVALID_INPUT */
export const seen = (after: string | null | undefined): string | null => {
  if (after == null) return null
  const [id] = decodeCursor(after, 1)
  return typeof id === 'string' && isUuid(id) ? id : NIL
}

const NIL = '00000000-0000-0000-0000-000000000000'
