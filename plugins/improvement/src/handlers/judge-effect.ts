import type { AlertPayload, FeedEvent, Host, PluginTransaction } from '@zhikong/core'
import { lockPending, lockRepeated } from '../queries/effect.ts'
import { updateRectification, type RectificationRow } from '../queries/rectification.ts'
import { effectOf } from '../rules/effect.ts'
import type { Improvement } from '../tables.ts'
import { deltasOf } from './move-rectification.ts'

type Db = PluginTransaction<Improvement>

/** When the clock of an effect comes to its end, nothing of the cause has come up: the repair was effective (7-d). */
export async function judgeEffect({ payload }: FeedEvent<AlertPayload>, host: Host<Improvement>): Promise<void> {
  if (payload.clock !== 'rectification-effect' || !('subjectId' in payload)) return
  const now = await host.clock.now()
  await host.withScope({ mode: 'engine' }, async (trx) => {
    const row = await lockPending(trx, payload.subjectId)
    if (row === undefined || row.effectDue === null) return
    if (effectOf(row.effectDue, null, now) === 'EFFECTIVE')
      await writeEffect(host, trx, row, 'EFFECTIVE', row.effectDue)
  })
}

/** A finding of the same cause at the unit says of those closed before that they did not help. */
export async function markRepeated(host: Host<Improvement>, trx: Db, found: RectificationRow): Promise<void> {
  for (const row of await lockRepeated(trx, found)) await writeEffect(host, trx, row, 'REPEATED', found.foundAt)
}

const writeEffect = async (
  host: Host<Improvement>,
  trx: Db,
  row: RectificationRow,
  effect: 'EFFECTIVE' | 'REPEATED',
  effectAt: Date,
): Promise<void> => {
  const after = await updateRectification(trx, row.id, { effect, effectAt })
  await host.addDeltas(trx, [...deltasOf(row, -1), ...deltasOf(after, 1)])
  await host.clocks.close(trx, { clock: 'rectification-effect', id: row.roundId }, effectAt)
}
