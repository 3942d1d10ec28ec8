import type { Transaction } from 'kysely'
import type { ChannelTable, RegistersTables } from './tables.ts'

/** The channels that the standard names (clause 6.1-e), and those by which cases come besides. */
export const DEFAULT_CHANNELS: readonly ChannelTable[] = [
  { code: 'WINDOW', name: '窗口', nameEn: 'Window', online: false },
  { code: 'PORTAL', name: '网上门户', nameEn: 'Web portal', online: true },
  { code: 'APP', name: '移动应用', nameEn: 'Mobile app', online: true },
  { code: 'MINI_PROGRAM', name: '小程序', nameEn: 'Mini program', online: true },
  { code: 'KIOSK', name: '自助一体机', nameEn: 'Self-service kiosk', online: false },
  { code: 'POST', name: '邮寄', nameEn: 'Post', online: false },
  { code: 'PHONE', name: '电话', nameEn: 'Telephone', online: false },
  { code: 'EMAIL', name: '电子邮件', nameEn: 'E-mail', online: true },
  { code: 'OTHER', name: '其他', nameEn: 'Other', online: false },
]

/** Adds the default channels that are missing; one that was changed stays as it is. Needs *administration*. */
export async function loadChannels(trx: Transaction<RegistersTables>): Promise<number> {
  const added = await trx
    .insertInto('core.channel')
    .values([...DEFAULT_CHANNELS])
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('code')
    .execute()
  return added.length
}
