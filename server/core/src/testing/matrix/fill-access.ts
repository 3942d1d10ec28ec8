import { randomUUID } from 'node:crypto'
import { recordAudit } from '../../access/audit/record.ts'
import { createApiKey } from '../../access/third-parties/api-keys.ts'
import { saveClient } from '../../access/third-parties/clients.ts'
import { changeAs } from '../../access/audit/change.ts'
import { ENGINE } from '../../access/audit/record.ts'
import { EVERYWHERE } from '../../access/third-parties/issuing.ts'
import { saveWebhook } from '../../notify/webhooks/save-webhook.ts'
import type { TestPlatform } from '../platform.ts'
import { wordOf } from './canary-names.ts'
import type { Place } from './places.ts'
import { reachOf } from './places.ts'
import type { Target } from './targets.ts'

/** Puts a person with a role and a session, an API key, a client and an audit entry at a place; answers their names. */
export async function fillAccess(
  { database, registers, clock, vault }: TestPlatform,
  { name, region }: Place,
): Promise<Pick<Target, 'person' | 'username' | 'grant' | 'session' | 'apiKey' | 'client' | 'clientId' | 'webhook'>> {
  const at = await clock.now()
  const word = wordOf(name)
  const { regionId, lo, hi } = reachOf(registers.current().tree, region)
  const home = { regionId, lo, hi }
  const [person, grant, session] = [randomUUID(), randomUUID(), randomUUID()]
  const username = `person.${word.toLowerCase()}`
  await database.withScope({ mode: 'administration' }, async (trx) => {
    const account = { id: person, username, displayName: `人员 ${word}`, createdAt: at, ...home }
    await trx.insertInto('core.account').values(account).execute()
    await trx
      .insertInto('core.roleGrant')
      .values({ id: grant, accountId: person, role: 'AUDITOR', createdAt: at, createdBy: word, ...home })
      .execute()
    const opened = { id: session, accountId: person, address: `address ${word}`, via: 'PASSWORD' }
    const times = { createdAt: at, lastSeenAt: at, expiresAt: new Date(at.getTime() + 3_600_000) }
    await trx
      .insertInto('core.session')
      .values({ tokenHash: `no token ${word}`, ...opened, ...times })
      .execute()
    const actor = { kind: 'command', id: word, name: `操作 ${word}`, address: word, requestId: word } as const
    const subject = { type: 'Hall', id: word }
    await recordAudit(trx, actor, { action: 'core.hall.saved', subject, scopeKey: lo, after: { name: word } }, at)
  })
  const given = { name: `系统 ${word}`, region: { id: regionId, lo, hi }, permissions: ['core.read'] }
  const { apiKey } = await createApiKey(database, given)
  const client = await saveClient(database, { ...given, clientId: `client-${word}` })
  const { webhook } = await saveWebhook(
    {
      name: `推送 ${word}`,
      url: `https://93.184.216.34/${word}`,
      region: given.region,
      organisationId: null,
      hallId: null,
      kinds: [],
      minLevel: 'WARNING',
      owner: { id: person, name: username },
    },
    EVERYWHERE,
    { now: clock.now, change: changeAs(database, ENGINE), vault, reachable: { loopback: false } },
  )
  const ids = { apiKey: apiKey.id, client: client.id, webhook: webhook.id }
  return { person, username, grant, session, clientId: client.clientId, ...ids }
}
