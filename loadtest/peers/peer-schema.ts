import type { openPeerTable, PeerEvent } from './peer-table.ts'

/** The same two mutations for every peer that is told its schema. */
export const PEER_SCHEMA = `
  input EventInput {
    source: String! externalId: String! eventId: String! kind: String! occurredAt: String! hall: String! matter: String!
  }
  type Query { ready: Boolean! }
  type Mutation { reportEvent(input: EventInput!): Int! reportEvents(input: [EventInput!]!): Int! }
`

/** Resolvers of `PEER_SCHEMA`; both say how many events were stored. */
export const peerResolvers = (table: ReturnType<typeof openPeerTable>) => ({
  Query: { ready: () => true },
  Mutation: {
    reportEvent: (_: unknown, { input }: { readonly input: PeerEvent }) => table.insert(input),
    reportEvents: (_: unknown, { input }: { readonly input: readonly PeerEvent[] }) => table.insertAll(input),
  },
})
