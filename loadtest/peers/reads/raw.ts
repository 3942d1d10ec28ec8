import { createServer, type IncomingMessage } from 'node:http'
import pg from 'pg'
import { ANSWERS } from './statements.ts'

// No GraphQL: the name of a work and its parameters come in, the text that PostgreSQL made goes out.
type Asked = { readonly work: keyof typeof ANSWERS; readonly parameters: readonly unknown[] }

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 12 })

const answer = async ({ work, parameters }: Asked): Promise<string> => {
  const { rows } = await pool.query<{ answer: string }>({ name: work, text: ANSWERS[work], values: [...parameters] })
  return `{"data":${rows[0]?.answer ?? 'null'}}`
}

const read = async (request: IncomingMessage): Promise<Asked> => {
  let text = ''
  for await (const part of request.setEncoding('utf8')) text += String(part)
  return JSON.parse(text) as Asked
}

const server = createServer((request, response) => {
  read(request)
    .then(answer)
    .then((body) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
      response.end(body)
    })
    .catch((error: unknown) => response.writeHead(500).end(String(error)))
})
const port = Number(process.env['PORT'])
server.listen(port, '127.0.0.1', () =>
  process.stdout.write(`Raw SQL starts at http://127.0.0.1:${port}/graphql\nReady\n`),
)
process.once('SIGTERM', () => process.exit(0))
