import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { createAccount } from '../../src/access/accounts.ts'
import { changeAs } from '../../src/access/audit/change.ts'
import { ENGINE } from '../../src/access/audit/record.ts'
import { EVERYWHERE } from '../../src/access/third-parties/issuing.ts'
import { appendToOutbox, type OutboxEntry } from '../../src/feed/append.ts'
import { beginEpoch, stamp } from '../../src/feed/stamp.ts'
import { deliverDue, type Delivering } from '../../src/notify/webhooks/deliver.ts'
import { saveWebhook, type WebhookDraft } from '../../src/notify/webhooks/save-webhook.ts'
import { openPluginBench, type PluginBench } from '../../src/testing/plugin-bench.ts'
import { counting } from '../imports/cases/import-kit.ts'

export const COUNTY = '430105'

/** A bench whose feed tests write themselves. */
export type WebhookKit = PluginBench & {
  /** Commits events and gives them their numbers. */
  readonly tell: (...entries: readonly OutboxEntry[]) => Promise<void>
  /** A card of a case in Kaifu district. */
  readonly card: (caseId: string, number: number, other?: Partial<OutboxEntry>) => OutboxEntry
  readonly owner: { readonly id: string; readonly name: string }
  /** Makes a webhook; gives its id and secret. */
  readonly hook: (draft: Partial<WebhookDraft> & { url: string }) => Promise<{ id: string; secret: string }>
  readonly deliver: (webhookId: string, other?: Partial<Delivering>) => Promise<number>
  /** The delivery log, in the order of the feed. */
  readonly log: (
    webhookId: string,
  ) => Promise<readonly { id: string; state: string; fault: string | null; attempts: number }[]>
  /** Moves the clock on. */
  readonly pass: (seconds: number) => Promise<void>
}

export const loopback = { loopback: true } as const

export async function openWebhookKit(): Promise<WebhookKit> {
  const bench = await openPluginBench([counting])
  const { database, registers, clock } = bench
  bench.setNow('2026-03-02T02:00:00Z')
  const epoch = await database.withScope({ mode: 'engine' }, beginEpoch)
  const found = registers.current().tree.byCode(`${COUNTY}000000`)
  if (found === undefined) throw new Error('The district is not there.')
  const region = { id: found.id, lo: found.scopeKey, hi: found.scopeEnd }
  const name = `o${randomUUID().slice(0, 8)}`
  const account = { username: name, password: 'a long enough one', displayName: '测试员', region }
  const { id } = await createAccount(database, { ...account, roles: ['SYSTEM_ADMINISTRATOR'] })
  const owner = { id, name }
  const saving = { now: clock.now, change: changeAs(database, ENGINE), vault: bench.vault, reachable: loopback }
  return {
    ...bench,
    owner,
    tell: (...entries) =>
      database.withScope({ mode: 'engine' }, async (trx) => {
        await appendToOutbox(trx, entries)
        await stamp(trx, epoch)
      }),
    card: (caseId, number, other = {}) => ({
      topic: 'ALERT',
      kind: 'efficiency.card.issued',
      level: 'YELLOW',
      scopeKey: region.lo,
      areaCode: Number(COUNTY),
      regionId: region.id,
      organisationId: null,
      hallId: null,
      payload: { caseId, number },
      ...other,
    }),
    hook: async (draft) => {
      const whole = { name: 'Desk', region, organisationId: null, hallId: null, kinds: [], owner, ...draft }
      const saved = await saveWebhook({ minLevel: 'WARNING', ...whole }, EVERYWHERE, saving)
      return { id: saved.webhook.id, secret: saved.secrets[0] ?? '' }
    },
    deliver: (webhookId, other = {}) => deliverDue({ ...bench, reachable: loopback, ...other }, webhookId),
    log: (webhookId) =>
      database.withScope({ mode: 'engine' }, (trx) =>
        trx
          .selectFrom('core.webhookDelivery')
          .select(['id', 'state', 'fault', 'attempts'])
          .where('webhookId', '=', webhookId)
          .orderBy('seq')
          .execute(),
      ),
    pass: async (seconds) => bench.setNow(new Date((await clock.now()).getTime() + seconds * 1_000)),
  }
}

/** The open alerts about the engine, with what they are about. */
export const engineAlerts = ({
  database,
}: WebhookKit): Promise<readonly { code: string; subject: string; params: string }[]> =>
  database.withScope({ mode: 'engine' }, async (trx) => {
    const { rows } = await sql<{ code: string; subject: string; params: string }>`select code, subject, params
      from core.engine_alert where closed_at is null`.execute(trx)
    return rows
  })
