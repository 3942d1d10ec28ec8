import type { ColumnClasses } from '../database/column-class.ts'
import type { FeedTables } from './tables.ts'

/** Nothing personal goes into the feed; `secret` signs its cursors. */
export const feedClasses: ColumnClasses<FeedTables> = {
  'core.outbox': {
    id: 'internal',
    topic: 'internal',
    kind: 'internal',
    level: 'internal',
    scopeKey: 'internal',
    areaCode: 'internal',
    regionId: 'internal',
    organisationId: 'internal',
    hallId: 'internal',
    payload: 'internal',
    createdAt: 'internal',
    seq: 'internal',
  },
  'core.feedCursor': { consumer: 'internal', seq: 'internal' },
  'core.feedState': {
    one: 'internal',
    epoch: 'internal',
    lastSeq: 'internal',
    trimmedSeq: 'internal',
    secret: 'sensitive',
  },
  'core.feedEpoch': { epoch: 'internal', number: 'internal', afterSeq: 'internal', beganAt: 'internal' },
}
