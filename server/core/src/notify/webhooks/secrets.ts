import { randomBytes, randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import { Webhook as Signer } from 'standardwebhooks'
import { openBytes, sealBytes } from '../../access/personal/sealed-value.ts'
import type { Vault } from '../../access/personal/vault.ts'
import type { CoreTables } from '../../database/tables.ts'

type Trx = Transaction<CoreTables>
type Keys = Pick<Vault, 'keys' | 'cipher'>

/** As the Standard Webhooks specification writes secrets. */
const PREFIX = 'whsec_'
const SECRET_BYTES = 32

const rowOf = (secretId: string) => JSON.stringify(['webhook secret', secretId])

export const sealSecret = ({ keys, cipher }: Keys, secretId: string, secret: string): Buffer =>
  sealBytes(cipher, keys.sealing(), rowOf(secretId), Buffer.from(secret, 'utf8'))

/** @throws SealBroken */
export const openSecret = ({ keys }: Keys, secretId: string, sealed: Uint8Array): string =>
  openBytes(keys.named, rowOf(secretId), sealed).toString('utf8')

/** Gives a webhook another secret and answers it, this once and never again. */
export async function addSecret(trx: Trx, vault: Keys, webhookId: string, createdAt: Date): Promise<string> {
  const id = randomUUID()
  const secret = `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`
  await trx
    .insertInto('core.webhookSecret')
    .values({ id, webhookId, sealed: sealSecret(vault, id, secret), createdAt })
    .execute()
  return secret
}

/** The secrets by which a webhook signs at an instant, the newest first: one, or two while it is being changed. */
export async function liveSecrets(trx: Trx, vault: Keys, webhookId: string, now: Date): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom('core.webhookSecret')
    .select(['id', 'sealed'])
    .where('webhookId', '=', webhookId)
    .where((by) => by.or([by('expiresAt', 'is', null), by('expiresAt', '>', now)]))
    .orderBy('createdAt', 'desc')
    .execute()
  return rows.map(({ id, sealed }) => openSecret(vault, id, sealed))
}

/** The headers of the Standard Webhooks specification: one signature for each live secret. */
export function signedHeaders(
  secrets: readonly string[],
  { id, body, at }: { readonly id: string; readonly body: string; readonly at: Date },
): Readonly<Record<string, string>> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Signer(secret).sign(id, at, body)).join(' '),
  }
}
