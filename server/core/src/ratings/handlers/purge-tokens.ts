import type { Host } from '../../host.ts'
import { deleteTokensOver } from '../queries/given.ts'
import type { Ratings } from '../tables.ts'

/** Forgets used tokens once their links are over, which refuses them by itself. */
export async function purgeTokens(host: Host<Ratings>): Promise<void> {
  const now = await host.clock.now()
  await host.withScope({ mode: 'engine' }, (trx) => deleteTokensOver(trx, now))
}
