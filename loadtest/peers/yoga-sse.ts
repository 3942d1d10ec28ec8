import { createYoga } from 'graphql-yoga'
import { openDesk, serveDesk } from './stream-desk.ts'
import { streamSchema } from './stream-schema.ts'
import { createTopics } from './stream-topics.ts'

// Yoga as its guide sets it up, without a page for people and without logs.
const topics = createTopics()
const yoga = createYoga({ schema: streamSchema(topics), graphiql: false, logging: false, landingPage: false })
serveDesk(await openDesk(topics, yoga), 'Yoga')
