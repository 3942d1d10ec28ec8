import type { FeedEvent, Host } from '@zhikong/core'
import type { HeardFinding } from '../contract.ts'
import { lockByFinding } from '../queries/effect.ts'
import { selectOpenFinding } from '../queries/finding.ts'
import { stateAfter } from '../rules/rectification.ts'
import type { Improvement } from '../tables.ts'
import { limitsOf, reopened, roundDues } from './begin-round.ts'
import { markRepeated } from './judge-effect.ts'
import { moveRectification, PLATFORM } from './move-rectification.ts'
import { openRectification } from './open-rectification.ts'
import { proposeTrend } from './propose-trend.ts'

type Heard = FeedEvent<HeardFinding>

/** Brings a new finding to its unit (7-a), and looks whether it repeats what was repaired or shows a trend. */
export async function takeUpFinding({ payload }: Heard, host: Host<Improvement>): Promise<void> {
  const now = await host.clock.now()
  await host.withScope({ mode: 'engine' }, async (trx) => {
    const found = await selectOpenFinding(trx, payload.findingId)
    if (found === undefined) return
    const row = await openRectification(host, trx, found, now)
    if (row === undefined) return
    await markRepeated(host, trx, row)
    await proposeTrend(host, trx, row, now)
  })
}

/** Reopens the rectification of a finding that came again after it was closed: its first due date is kept (7-b). */
export async function reopenRectification(event: Heard, host: Host<Improvement>): Promise<void> {
  const now = await host.clock.now()
  const known = await host.withScope({ mode: 'engine' }, async (trx) => {
    const row = await lockByFinding(trx, event.payload.findingId)
    if (row === undefined) return false
    const isOpen = (await selectOpenFinding(trx, event.payload.findingId)) !== undefined
    if (!isOpen || stateAfter(row.state, 'REPEAT') === null) return true
    const round = roundDues(await limitsOf(host, trx, row), row, now, row.due)
    const repeated = row.effectDue !== null && now <= row.effectDue
    const effect = row.effect === 'PENDING' && repeated ? ({ effect: 'REPEATED', effectAt: now } as const) : {}
    const changed = { ...reopened(row, now, round.accept), ...effect }
    await moveRectification(host, trx, row, { step: 'REPEAT', changed, actor: PLATFORM, words: REPEATED, now, round })
    return true
  })
  if (!known) await takeUpFinding(event, host)
}

/** What the ledger dismisses or merges into another needs no repair of its own, as long as none was planned. */
export async function withdrawRectification({ payload }: Heard, host: Host<Improvement>): Promise<void> {
  const now = await host.clock.now()
  await host.withScope({ mode: 'engine' }, async (trx) => {
    const row = await lockByFinding(trx, payload.findingId)
    if (row === undefined || stateAfter(row.state, 'WITHDRAW') === null) return
    const changed = { closedAt: now, stepDue: now }
    await moveRectification(host, trx, row, { step: 'WITHDRAW', changed, actor: PLATFORM, words: STRUCK, now })
  })
}

const REPEATED = '同一原因的问题再次出现。/ The same cause came up again.'
const STRUCK = '问题台账已撤销或合并该问题。/ The ledger dismissed or merged the finding.'
