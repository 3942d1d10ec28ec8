import { join } from 'node:path'
import { appendHead, newestSealFits, readOrMakeAuditKeys } from '@zhikong/core'
import type { AuditLog, Config, Database, Logger } from '@zhikong/core'

/** Where the newest seals are noted outside of the database, so that a cut-off end is found. */
export const headsFile = ({ dataFolder }: Pick<Config, 'dataFolder'>): string => join(dataFolder, 'audit-heads.log')

/** How this process seals the audit log: each seal is noted in the data folder and logged. */
export async function openAuditLog(config: Config, database: Database, logger: Logger): Promise<AuditLog> {
  const keys = await readOrMakeAuditKeys(config)
  if (!(await newestSealFits(database, keys))) {
    logger.error('the newest seal of the audit log does not fit the key: another key, or a log that was changed')
  }
  const file = headsFile(config)
  return {
    keys,
    retentionDays: config.auditRetentionDays,
    onSealed: async (head) => {
      logger.info({ audit: head }, 'the audit log was sealed')
      await appendHead(file, database.name, head)
    },
  }
}
