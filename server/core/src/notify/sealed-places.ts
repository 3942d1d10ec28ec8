import type { SealedPlace } from '../access/personal/sealed-places.ts'
import { openAddress, sealAddress } from './messages/address-box.ts'
import { sealedColumn } from './sealed-column.ts'
import { openSecret, sealSecret } from './webhooks/secrets.ts'

/** Secrets of webhooks, two for each at most, and the e-mail addresses and numbers of staff. */
export const notifySealed: readonly SealedPlace[] = [
  sealedColumn({ table: 'core.webhook_secret', id: 'id', column: 'sealed' }, { seal: sealSecret, open: openSecret }),
  sealedColumn(
    { table: 'core.message_preference', id: 'id', column: 'address' },
    { seal: sealAddress, open: openAddress },
  ),
]
