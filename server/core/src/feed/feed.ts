import type { Database } from '../database/database.ts'
import { createGroups } from './groups/groups.ts'
import type { Groups } from './groups/groups.ts'
import { openHub } from './hub.ts'
import type { Hub } from './hub.ts'
import type { OnError } from './lead.ts'
import { sharedReads } from './reads.ts'
import type { ReadStretch } from './reads.ts'

/** The reading side of the feed in one process: what streams and handlers share. */
export type Feed = {
  readonly hub: Hub
  readonly read: ReadStretch
  readonly groups: Groups
  readonly onError: OnError
  close(): Promise<void>
}

/** Opens the reading side: one connection that hears of news, for all followers of this process. */
export async function openFeed(database: Database, onError: OnError): Promise<Feed> {
  const hub = await openHub(database, onError)
  return { hub, read: sharedReads(database), groups: createGroups(), onError, close: hub.close }
}
