import { setTimeout as delay } from 'node:timers/promises'
import type { Closable } from '../../database/listen.ts'
import { lead, type OnError } from '../../feed/lead.ts'
import { planMessages } from './plan.ts'
import { giveUpSending, nextAddressee, sendTo, type Messaging } from './send.ts'
import { channelsOf } from './senders.ts'

const TICK_MS = 1_000

/** Plans and sends what is due now; gives how many people were sent something or had something dropped. */
export async function sendDue(services: Messaging, stopping?: AbortSignal): Promise<number> {
  const { database, clock, declarations } = services
  const engine = <T>(work: Parameters<typeof database.withScope<T>>[1]) => database.withScope({ mode: 'engine' }, work)
  const now = await clock.now()
  while ((await engine((trx) => planMessages(trx, declarations.rolePermissions, channelsOf(services), now))) > 0);
  let people = 0
  while (stopping?.aborted !== true) {
    const addressee = await engine((trx) => nextAddressee(trx, services, now))
    if (addressee === null) break
    await sendTo(services, addressee)
    people += 1
  }
  return people
}

/** Sends messages to people, in one process of all. */
export const startMessages = (services: Messaging, onError: OnError): Closable =>
  lead(
    services.database,
    'messages',
    async (signal) => {
      await services.database.withScope({ mode: 'engine' }, giveUpSending)
      while (!signal.aborted) {
        await sendDue(services, signal)
        await delay(TICK_MS, undefined, { signal }).catch(() => undefined)
      }
    },
    onError,
  )
