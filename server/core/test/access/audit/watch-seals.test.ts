import { afterAll, beforeAll, expect, test } from 'vitest'
import { sealPending } from '../../../src/access/audit/seal-pending.ts'
import { AUDIT_NOT_SEALED, watchSeals } from '../../../src/access/audit/watch-seals.ts'
import { engineMessage } from '../../../src/alerts/engine-messages.ts'
import { KEYS, openSealedLog, type SealedLog } from './sealed-log.ts'

let log: SealedLog
beforeAll(async () => {
  log = await openSealedLog(1)
})
afterAll(() => log.close())

const MINUTE = 60_000

test('says that entries wait for their seal for more than ten minutes, until they have one', async () => {
  const written = new Date('2026-03-02T01:00:20.000Z').getTime()
  const openAfter = async (ms: number) => {
    const now = new Date(written + ms)
    return await log.database.withScope({ mode: 'engine' }, async (trx) => {
      await watchSeals(trx, now)
      return await trx.selectFrom('core.engineAlert').selectAll().where('closedAt', 'is', null).execute()
    })
  }
  expect(await openAfter(9 * MINUTE)).toEqual([])
  const [alert] = await openAfter(11 * MINUTE)
  expect(alert?.code).toBe(AUDIT_NOT_SEALED)
  expect(engineMessage(AUDIT_NOT_SEALED, 'audit log', JSON.parse(alert?.params ?? ''), 'en')).toContain(
    'more than ten minutes.',
  )
  await log.database.withScope({ mode: 'engine' }, (trx) => sealPending(trx, KEYS, new Date(written + 12 * MINUTE)))
  expect(await openAfter(13 * MINUTE)).toEqual([])
})
