import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/database/database.ts'
import type { Database } from '../../src/database/database.ts'
import { startEmbedded } from '../../src/database/embedded/index.ts'
import { wholeRange } from '../../src/database/scope.ts'
import { openFeed } from '../../src/feed/feed.ts'
import { follow } from '../../src/feed/follow.ts'
import { startSequencer } from '../../src/feed/sequencer.ts'
import { coreMigrations } from '../../src/migrations.ts'
import { until } from './feed-kit.ts'
import { faultsOf, toldBy, writeHistory } from './history.ts'
import type { Told } from './history.ts'

const migrations = [{ name: 'core', migrations: coreMigrations }]
const ignore = () => undefined

/** One life of the server: writers and a reader that goes on from a cursor; gives what each knows, and the cursor. */
async function live(
  database: Database,
  seed: number,
  after: string | null,
  end: (signal: AbortController) => Promise<void>,
) {
  const sequencer = startSequencer(database, { onError: ignore })
  const feed = await openFeed(database, ignore)
  const writing = new AbortController()
  const writers = Array.from({ length: 4 }, (_, i) =>
    writeHistory(database, { seed: seed + i, signal: writing.signal, onError: ignore }),
  )
  const delivered: Told[] = []
  let cursor = after
  const stream = await follow(feed, { principalId: 'reader', topic: 'ALERT', scope: () => wholeRange, after })
  const reading = (async () => {
    for await (const batch of stream) {
      delivered.push(...batch.events.map(({ payload }) => toldBy(payload)))
      cursor = batch.cursor
    }
  })()
  await end(writing)
  writing.abort()
  const written = await Promise.all(writers)
  return {
    delivered,
    committed: written.flatMap((each) => each.committed),
    cursor: () => cursor,
    close: async () => {
      await stream.return()
      await Promise.all([reading, feed.close(), sequencer.stop()])
    },
  }
}

test('what was acknowledged survives kill -9 of the server and is delivered once and in order from the kept cursor', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'zk-crash-'))
  try {
    const first = await startEmbedded({ dataFolder, durable: true })
    const before = await openDatabase({ owner: await first.database('crash'), migrations })
    const one = await live(before, 1, null, async (writing) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      first.kill()
      setTimeout(() => writing.abort(), 200)
    })
    await one.close()
    await before.close().catch(ignore)
    await first.stop().catch(ignore)
    expect(one.committed.length).toBeGreaterThan(20)

    const second = await startEmbedded({ dataFolder, durable: true })
    const after = await openDatabase({ owner: await second.database('crash'), migrations })
    let two: Awaited<ReturnType<typeof live>> | undefined
    try {
      two = await live(after, 50, one.cursor(), () => new Promise((resolve) => setTimeout(resolve, 1_000)))
      const committed = [...one.committed, ...two.committed]
      const delivered = () => [...one.delivered, ...(two?.delivered ?? [])]
      await until(() => faultsOf(committed, delivered()).lost === 0, 'everything acknowledged is delivered')
      expect(faultsOf(committed, delivered())).toEqual({ lost: 0, doubled: 0, disordered: 0 })
    } finally {
      await two?.close()
      await after.close()
      await second.stop()
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true })
  }
})
