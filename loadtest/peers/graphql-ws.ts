import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { openDesk, serveDesk } from './stream-desk.ts'
import { streamSchema } from './stream-schema.ts'
import { createTopics } from './stream-topics.ts'

// graphql-ws as its guide sets it up on ws.
const topics = createTopics()
const server = await openDesk(topics)
useServer({ schema: streamSchema(topics) }, new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false }))
serveDesk(server, 'graphql-ws')
