import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../../src/database/embedded/index.ts'
import type { EmbeddedServer } from '../../src/database/embedded/index.ts'

/** A connection of the superuser. */
export async function asSuperuser<Result>(
  { socketFolder }: Pick<EmbeddedServer, 'socketFolder'>,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ host: socketFolder, user: 'postgres', database: 'postgres' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A hot standby of an embedded server by streaming: a copy of its running cluster, begun again as one that follows. */
export async function startStandby(
  primary: EmbeddedServer,
  primaryFolder: string,
  dataFolder: string,
): Promise<EmbeddedServer> {
  mkdirSync(dataFolder, { recursive: true })
  const cluster = join(dataFolder, 'postgres')
  const label = await asSuperuser(primary, async (client) => {
    await client.query(`select pg_backup_start('standby', true)`)
    execFileSync('cp', ['-a', join(primaryFolder, 'postgres'), cluster])
    const stopped = await client.query<{ label: string }>('select labelfile as label from pg_backup_stop(false)')
    return stopped.rows[0]?.label ?? ''
  })
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
  rmSync(join(cluster, 'postmaster.opts'), { force: true })
  writeFileSync(join(cluster, 'backup_label'), label)
  writeFileSync(join(cluster, 'standby.signal'), '')
  const line = `primary_conninfo = 'host=${primary.socketFolder} user=postgres'\nwal_retrieve_retry_interval = 200\n`
  appendFileSync(join(cluster, 'postgresql.auto.conf'), line)
  return startEmbedded({ dataFolder, durable: false })
}
