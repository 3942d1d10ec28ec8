import { declare } from '../../compose.ts'
import { parseAddress } from '../../database/address.ts'
import { openDatabase } from '../../database/database.ts'
import { openMail } from '../../notify/messages/mail.ts'
import { openPlatform } from '../../platform.ts'
import type { AnyPlugin } from '../../plugin.ts'
import { testVault } from '../vault.ts'
import type { SharedTime, WorkerSettings } from './settings.ts'

const { url, plugins: module, mail } = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings
const { plugins } = (await import(module)) as { readonly plugins: readonly AnyPlugin[] }
const declarations = declare(plugins)
const database = await openDatabase({
  owner: parseAddress('DATABASE_URL', url),
  migrations: declarations.migrations,
})

process.once('message', (time: SharedTime) => {
  void openPlatform({
    database,
    declarations,
    onError: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
    clock: { now: async () => new Date(time.from + (Date.now() - time.began) * time.speed) },
    vault: testVault,
    reachable: { loopback: true },
    ...(mail === undefined ? {} : { mail: openMail(mail, 'zhikong@example.cn') }),
  }).then((platform) => {
    platform.startWorkers()
    process.send?.('works')
  })
})
process.once('disconnect', () => process.exit())
process.send?.('ready')
