import { WebSocketServer } from 'ws'
import { openDesk, serveDesk } from './stream-desk.ts'
import { createTopics } from './stream-topics.ts'

type Said = { readonly type: string; readonly id: string; readonly payload: { readonly variables: { within: string } } }

// ws alone, with the words of graphql-ws but no GraphQL: every socket gets its own JSON.stringify.
const topics = createTopics()
const server = await openDesk(topics)
const sockets = new WebSocketServer({
  server,
  path: '/graphql',
  perMessageDeflate: false,
  handleProtocols: () => 'graphql-transport-ws',
})
sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    const { type, id, payload } = JSON.parse(String(data)) as Said
    if (type === 'connection_init') return socket.send('{"type":"connection_ack"}')
    if (type !== 'subscribe') return
    const hear = (event: object): void =>
      socket.send(JSON.stringify({ id, type: 'next', payload: { data: { completion: event } } }))
    socket.once('close', topics.subscribe(payload.variables.within, hear))
  })
})
serveDesk(server, 'ws')
