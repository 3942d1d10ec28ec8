import type { Principal, Reach, RequestContext } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import type { Host } from '../../host.ts'
import { isUuid } from '../../uuid.ts'
import { selectComplaint, type ComplaintRow, type Db } from '../queries/complaint.ts'
import { belongsTo, type Person } from '../rules/person.ts'
import type { Complaints } from '../tables.ts'
import { rangeOf } from '../veil.ts'

/** Who asks. @throws Fault UNAUTHENTICATED */
export const askedBy = (principal: Principal | null): Principal => {
  if (principal === null) throw fault('UNAUTHENTICATED')
  return principal
}

const MOST = 4_000

/**
 * Words as they are kept, without space around them.
 * @throws Fault INVALID_INPUT for none, or more than `most` characters
 */
export const wordsOf = (text: string, field: string, most: number = MOST): string => {
  const words = text.trim()
  if (words !== '' && words.length <= most) return words
  throw invalid({ 'zh-CN': `请填写，不超过 ${most} 字。`, en: `Write something, at most ${most} characters.` }, [
    'input',
    field,
  ])
}

/** Somebody as the rules of a complaint see them. */
export const personOf = async (host: Pick<Host<Complaints>, 'registers'>, row: ComplaintRow, who: Principal) => {
  const { permissions, grants, id } = who
  const range = await rangeOf(host, row)
  return {
    id,
    mayHandle: permissions.has('complaints.handle'),
    mayJudge: permissions.has('complaints.judge'),
    maySeal: permissions.has('complaints.seal'),
    isOfUnit: belongsTo({ ...row, range }, [who, ...grants]),
  } satisfies Person
}

/** Whether somebody handles complaints and does not belong to the unit: they read the words and the trail. */
export const mayLookInto = async (
  host: Pick<Host<Complaints>, 'registers'>,
  row: ComplaintRow,
  { principal }: Pick<RequestContext, 'principal'>,
): Promise<boolean> => {
  if (principal === null) return false
  const { mayHandle, mayJudge, maySeal, isOfUnit } = await personOf(host, row, principal)
  return !isOfUnit && (row.sealed ? maySeal : mayHandle || mayJudge)
}

/**
 * A complaint that somebody reaches. Sealed ones are looked for only for who may see such; nobody else's request reads
 * their table.
 */
export const findComplaint = async (
  db: Db,
  reach: Reach,
  { permissions }: Pick<Principal, 'permissions'>,
  id: string,
): Promise<ComplaintRow | undefined> => {
  if (!isUuid(id)) return undefined
  const open = permissions.has('complaints.read') ? await selectComplaint(db, reach, false, id) : undefined
  if (open !== undefined || !permissions.has('complaints.seal')) return open
  return selectComplaint(db, reach, true, id)
}
