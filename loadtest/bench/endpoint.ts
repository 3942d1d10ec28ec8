import { Agent, request } from 'node:http'

/** A GraphQL endpoint, asked over connections that are kept. */
export type Endpoint = {
  readonly ask: (query: string, variables: object) => Promise<unknown>
  readonly close: () => void
}

/** Opens an endpoint on at most so many connections. Whatever is no data is thrown. */
export const openEndpoint = (url: string, connections: number, key?: string): Endpoint => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const headers = {
    'content-type': 'application/json',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  }
  const ask = (query: string, variables: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const sent = request(url, { agent, method: 'POST', headers }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => (text += part))
        response.on('error', reject)
        response.on('end', () => {
          try {
            resolve(dataIn(text))
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)))
          }
        })
      })
      sent.on('error', reject)
      sent.end(JSON.stringify({ query, variables }))
    })
  return { ask, close: () => agent.destroy() }
}

const dataIn = (text: string): unknown => {
  const answer: unknown = JSON.parse(text)
  if (typeof answer !== 'object' || answer === null || !('data' in answer) || 'errors' in answer) {
    throw new Error(`No data: ${text.slice(0, 400)}`)
  }
  return answer.data
}
