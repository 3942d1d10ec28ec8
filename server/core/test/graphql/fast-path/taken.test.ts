import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import type { ScopedDatabase } from '../../../src/access/administration.ts'
import { createLivePrincipals } from '../../../src/access/live-principals.ts'
import { rememberHolders } from '../../../src/access/remembered-holders.ts'
import type { Caller } from '../../../src/graphql/caller.ts'
import { createFastPath } from '../../../src/graphql/fast-path/fast-path.ts'
import { parserWithinLimits } from '../../../src/graphql/parse-within-limits.ts'
import { createPresent } from '../../../src/graphql/present.ts'
import { createRecentReads } from '../../../src/graphql/recent-reads.ts'
import { oddSchema } from './odd-schema.ts'

const schema = oddSchema()
const principals = rememberHolders(() => Promise.resolve({ holder: null, ends: Infinity }))
const quiet = { error: () => undefined, warn: () => undefined }
const fastPath = createFastPath({
  schema,
  parse: parserWithinLimits(schema, false),
  database: {} as ScopedDatabase,
  principals,
  live: createLivePrincipals(principals),
  present: createPresent(quiet),
  lag: createRecentReads(0),
  timeoutMs: 100,
})
const caller: Caller = { credential: null, scope: null, language: 'en', requestId: 'test', address: '127.0.0.1' }

async function answered(query: string, accept = '*/*') {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  const isTaken = await fastPath.answer(accept, { caller, handed: { query } }, response)
  return isTaken ? response.statusCode : 'left'
}

test.each(['{ planted }', 'mutation { note(text: "a") }', '{ broken }', '{ odd { said(text: "a") } }'])(
  'takes %s',
  async (query) => {
    for (let n = 0; n < 4; n += 1) expect(await answered(query)).toBe(200)
  },
)

test.each(['{ nothing }', '{ planted', '{ __schema { queryType { name } } }', 'subscription { ticks }'])(
  'leaves %s to the specification server',
  async (query) => {
    for (let n = 0; n < 4; n += 1) expect(await answered(query)).toBe('left')
  },
)

test.each(['text/event-stream', 'text/html', 'multipart/mixed'])('leaves who accepts %s only', async (accept) => {
  expect(await answered('{ planted }', accept)).toBe('left')
})

test('stops what takes too long, and what runs when it closes', async () => {
  await expect(answered('{ slow }')).rejects.toMatchObject({ status: 503, fault: { code: 'UNAVAILABLE' } })
  const running = answered('{ slow }')
  setTimeout(fastPath.close, 20)
  await expect(running).rejects.toMatchObject({ status: 503 })
})
