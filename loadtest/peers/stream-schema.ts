import { createSchema } from 'graphql-yoga'
import type { Topics } from './stream-topics.ts'

/** One event to a message, with the fields that our console asks of a case that ended. */
const STREAM_SCHEMA = `
  type Completion {
    seq: ID! at: String! caseId: ID! caseNumber: String! outcome: String! matter: String! hall: String!
    organisation: String regionCode: String! regionName: String! onTime: Boolean countedDays: Int
  }
  type Query { ready: Boolean! }
  type Subscription { completion(within: String!): Completion! }
`

/** The schema of peers that are told one, over their topics. */
export const streamSchema = ({ follow }: Topics) =>
  createSchema({
    typeDefs: STREAM_SCHEMA,
    resolvers: {
      Query: { ready: () => true },
      Subscription: {
        completion: {
          subscribe: (_root: unknown, { within }: { readonly within: string }) => follow(within),
          resolve: (event: object) => event,
        },
      },
    },
  })
