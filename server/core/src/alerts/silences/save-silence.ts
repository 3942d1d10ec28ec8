import type { Transaction } from 'kysely'
import type { NoteChange } from '../../access/audit/change.ts'
import type { CoreTables } from '../../database/tables.ts'
import type { Reach } from '../../graphql/context.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { isUuid, uuidV7 } from '../../uuid.ts'
import type { SilenceTable } from '../tables.ts'
import { isActive, latestEndOf, LONGEST_SILENCE_DAYS } from './silence.ts'
import { lockSilence } from './store.ts'

type Trx = Transaction<CoreTables>

/** What a new silence is about; what is null does not matter. */
export type SilenceDraft = Pick<
  SilenceTable,
  'regionId' | 'scopeKey' | 'scopeEnd' | 'hallId' | 'organisationId' | 'clock' | 'reason' | 'endsAt'
>

type Maker = { readonly name: string; readonly reach: Reach; readonly now: Date }

/** Makes a silence. @throws INVALID_INPUT without an end ahead, or with one beyond 30 days */
export const makeSilence = async (
  trx: Trx,
  note: NoteChange,
  draft: SilenceDraft,
  { name, now }: Maker,
): Promise<SilenceTable> => {
  checkEnd(draft.endsAt, now, now)
  const made = { ...draft, id: uuidV7(now.getTime()), createdAt: now, createdBy: name, endedAt: null, endedBy: null }
  await trx.insertInto('core.silence').values(made).execute()
  note({ ...subjectOf(made), before: null, after: noted(made), reason: made.reason })
  return made
}

/**
 * Gives a silence that holds another reason or end. What it is about stays, and its end stays within 30 days of its
 * making.
 * @throws NOT_FOUND, CONFLICT when it is over, INVALID_INPUT
 */
export const changeSilence = async (
  trx: Trx,
  note: NoteChange,
  { id, reason, endsAt }: Pick<SilenceTable, 'id' | 'reason' | 'endsAt'>,
  maker: Maker,
): Promise<SilenceTable> => {
  const before = await held(trx, id, maker)
  checkEnd(endsAt, before.createdAt, maker.now)
  const after = { ...before, reason, endsAt }
  await trx.updateTable('core.silence').set({ reason, endsAt }).where('id', '=', id).execute()
  note({ ...subjectOf(after), before: noted(before), after: noted(after), reason })
  return after
}

/** Ends a silence before its time. @throws NOT_FOUND, CONFLICT when it is over */
export const endSilence = async (trx: Trx, note: NoteChange, id: string, maker: Maker): Promise<SilenceTable> => {
  const before = await held(trx, id, maker)
  const after = { ...before, endedAt: maker.now, endedBy: maker.name }
  await trx
    .updateTable('core.silence')
    .set({ endedAt: after.endedAt, endedBy: after.endedBy })
    .where('id', '=', id)
    .execute()
  note({ ...subjectOf(after), before: noted(before), after: noted(after) })
  return after
}

const held = async (trx: Trx, id: string, { reach, now }: Maker): Promise<SilenceTable> => {
  const found = isUuid(id) ? await lockSilence(trx, id, reach) : undefined
  if (found === undefined) throw fault('NOT_FOUND', { value: id }, ['input', 'id'])
  if (isActive(found, now)) return found
  const detail = { 'zh-CN': '该免打扰已结束，请另行设置。', en: 'This silence is over. Make another one.' }
  throw fault('CONFLICT', { detail }, ['input', 'id'])
}

const checkEnd = (endsAt: Date, createdAt: Date, now: Date): void => {
  if (endsAt > now && endsAt <= latestEndOf(createdAt)) return
  const detail = {
    'zh-CN': `免打扰须有结束时间：晚于现在，且距设置之时不超过 ${LONGEST_SILENCE_DAYS} 天。`,
    en: `A silence ends: later than now, and within ${LONGEST_SILENCE_DAYS} days of its making.`,
  }
  throw invalid(detail, ['input', 'endsAt'])
}

const subjectOf = ({ id, scopeKey }: SilenceTable) => ({ subject: { type: 'Silence', id }, scopeKey })

const noted = ({ regionId, hallId, organisationId, clock, endsAt, endedAt }: SilenceTable) => ({
  regionId,
  hallId,
  organisationId,
  clock,
  endsAt,
  endedAt,
})
