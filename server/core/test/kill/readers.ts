import { randomUUID } from 'node:crypto'
import { createAccount } from '../../src/access/accounts.ts'
import { sealAddress } from '../../src/notify/messages/address-box.ts'
import { usual, writePreference } from '../../src/notify/messages/preference.ts'
import { COUNTY, type WebhookKit } from '../notify/webhook-kit.ts'

/** Somebody of the authority in Kaifu with a confirmed address; gives the address. */
export const addReader = async (kit: WebhookKit): Promise<string> => {
  const username = `k${randomUUID().slice(0, 8)}`
  const found = kit.registers.current().tree.byCode(`${COUNTY}000000`)
  if (found === undefined) throw new Error('The district is not there.')
  const region = { id: found.id, lo: found.scopeKey, hi: found.scopeEnd }
  const account = { username, password: 'a long enough one', displayName: '测试员', region }
  const { id } = await createAccount(kit.database, { ...account, roles: ['AUTHORITY'] })
  const address = `${username}@example.cn`
  const now = await kit.clock.now()
  const kept = { address: sealAddress(kit.vault, id, address), confirmedAt: now }
  await kit.database.withScope({ mode: 'administration' }, (trx) =>
    writePreference(trx, { ...usual(id, now), ...kept }),
  )
  return address
}
