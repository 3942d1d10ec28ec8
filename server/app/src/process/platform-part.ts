import {
  buildApiSchema,
  createApi,
  ensureAdministrator,
  openAccessTokens,
  openPlatform,
  openVault,
  prepareData,
} from '@zhikong/core'

import { startDemo } from '../demo/start-demo.ts'
import { openSenders } from './open-senders.ts'
import { openAuditLog } from './audit-log.ts'
import type { Part } from './part.ts'
import { consoleDocuments } from './trusted-documents.ts'
import { version } from './version.ts'

/** Registers, workers and the API over the database. */
export const platformPart: Part = {
  title: 'Loading the registers',
  start: async ({ config, declarations, database, logger, shutdown, announce, serveApi }, report) => {
    const onError = (error: unknown): void => logger.error({ err: error }, 'background work failed')
    await prepareData(database, (done, total) => report(`${done} of ${total} regions`))
    const audit = await openAuditLog(config, database, logger)
    const vault = await openVault(database, config, (sentence) => announce('Keys', sentence))
    const say = (line: string): void => void process.stdout.write(`${line}\n`)
    const { reachable, publicUrl } = config
    const senders = await openSenders(config, say)
    const urgePauseMs = config.urgePauseMinutes * 60_000
    const options = { database, declarations, onError, audit, vault, reachable, publicUrl, urgePauseMs, ...senders }
    const platform = await openPlatform(options)
    shutdown.add('platform', () => platform.close())
    const [province] = platform.registers.current().tree.roots
    if (province === undefined) throw new Error('The tree of regions is empty.')
    const region = { id: province.id, lo: province.scopeKey, hi: province.scopeEnd }
    const made = await ensureAdministrator(database, { password: config.adminPassword, region })
    if (made?.madeUp != null) {
      announce('Administrator', `${made.username} / ${made.madeUp}`)
      announce('', 'one-time password, shown this once: sign in within 72 hours and change it')
    }
    if (config.role !== 'api') {
      const workers = platform.startWorkers()
      shutdown.add('workers', () => workers.stop())
    }
    if (config.role === 'worker') return
    const demo = config.demo ? await startDemo(platform, { logger, shutdown, say }) : undefined
    if (demo !== undefined) {
      const { usernames, password, key } = demo.accounts
      announce('Demo data', 'all cases are made up; DEMO=0 serves real data from another database')
      announce('Accounts', `${usernames.join(', ')} / ${password}`)
      announce('API key', key)
    }
    const facts = {
      name: 'Zhikong 质控',
      version,
      mode: config.demo ? 'DEMO' : 'REAL',
      demoProgress: () => demo?.progress() ?? null,
    } as const
    const schema = buildApiSchema({ ...platform, platform: facts })
    const { clock } = platform
    const { rolePermissions } = declarations
    const settings = {
      graphiql: config.demo,
      trustedDocuments: consoleDocuments(logger),
      sessionsNeedTrustedDocuments: !config.demo,
      publicUrl: config.publicUrl,
      trustedProxies: config.trustedProxies,
      oidc: config.oidc,
      secondFactor: config.secondFactor,
      accessTokens: config.oauth && openAccessTokens(config.oauth),
      rates: config.rates,
      longestLagMs: config.databaseReplicaUrl === undefined ? 0 : config.replicaLagSeconds * 1_000,
    }
    serveApi(createApi({ schema, database, logger, clock, vault, rolePermissions, config: settings }))
  },
}
