import { setTimeout as wait } from 'node:timers/promises'
import { openEndpoint } from '../endpoint.ts'
import { madeUpEvent } from '../intake/made-up-event.ts'

/** What became of a burst. */
export type Sent = {
  readonly events: number
  readonly seconds: number
  readonly calls: number
  readonly resent: number
}

/** A source that reports and sends again what nobody acknowledged, as the guide asks of it. */
export type Sender = {
  /** Sends as much as it can until it is told to stop and all is acknowledged. */
  readonly burst: (until: AbortSignal) => Promise<Sent>
  /** Resolves with the instant of the next acknowledgement of a call that begins later; rejects on abort. */
  readonly nextAnswer: (signal: AbortSignal) => Promise<number>
  /** Different events that were acknowledged so far. */
  readonly acknowledged: () => number
  readonly close: () => void
}

/** Events of a call: whole cases. */
const CALL = 100
const CONNECTIONS = 8
const PAUSE_MS = 50
/** Then a call is given up and sent again. */
const PATIENCE_MS = 20_000
const REPORT = 'mutation ($input: [CaseEventInput!]!) { reportCaseEvents(input: $input) { stored duplicates } }'

type Answer = { readonly reportCaseEvents: { readonly stored: number; readonly duplicates: number } }

/** Opens a source that reports to a server. */
export const openSender = (source: string, url: string, key: string): Sender => {
  const endpoint = openEndpoint(`${url}/graphql`, CONNECTIONS, key)
  const waiting: { readonly since: number; readonly answered: (at: number) => void }[] = []
  let [calls, resent, acknowledged] = [0, 0, 0]
  const sendOne = async (call: number): Promise<void> => {
    const input = Array.from({ length: CALL }, (_, at) => madeUpEvent(source, call * CALL + at))
    for (;;) {
      const begun = performance.now()
      const answer = await Promise.race([endpoint.ask(REPORT, { input }), late()]).catch(() => undefined)
      if (answer !== undefined) return take(answer as Answer, begun)
      resent++
      await wait(PAUSE_MS)
    }
  }
  const take = ({ reportCaseEvents: { stored, duplicates } }: Answer, begun: number): void => {
    if (stored + duplicates !== CALL) throw new Error(`${stored} stored and ${duplicates} duplicates of ${CALL}`)
    acknowledged += CALL
    for (const one of waiting.splice(0)) {
      if (one.since <= begun) one.answered(performance.now())
      else waiting.push(one)
    }
  }
  return {
    burst: async (until) => {
      const [begun, before, again] = [performance.now(), calls, resent]
      const work = async (): Promise<void> => {
        while (!until.aborted) await sendOne(calls++)
      }
      await Promise.all(Array.from({ length: CONNECTIONS }, work))
      const done = calls - before
      return { events: done * CALL, seconds: (performance.now() - begun) / 1000, calls: done, resent: resent - again }
    },
    nextAnswer: (signal) =>
      new Promise((answered, reject) => {
        signal.addEventListener('abort', () => reject(new Error('Stopped while waiting for an answer')), { once: true })
        waiting.push({ since: performance.now(), answered })
      }),
    acknowledged: () => acknowledged,
    close: endpoint.close,
  }
}

const late = async (): Promise<never> => {
  await wait(PATIENCE_MS, undefined, { ref: false })
  throw new Error('No answer')
}
