import { setTimeout as pause } from 'node:timers/promises'
import { LIMITS } from '@zhikong/core'
import { openEndpoint, type Endpoint } from '../endpoint.ts'
import type { Child } from '../child.ts'
import type { ConsoleSpec, Way } from './crowd-messages.ts'
import { madeUpCompletion, madeUpEvent } from './made-up-completion.ts'
import type { ConsoleDocument } from './console-document.ts'
import type { Principals } from './principals.ts'
import { deal, reachOf, topicOf, topicsOf, type Scene } from './scene.ts'

/** A server that is followed: how, and how events come to it. */
export type StreamArm = {
  readonly name: string
  readonly server: Child
  readonly way: Way
  readonly consoles: (scene: Scene, count: number) => Promise<readonly ConsoleSpec[]>
  /** What must be there before events of a run can be published. */
  readonly prepare: (scene: Scene, run: string, events: number) => Promise<void>
  /** Publishes some of them; resolves when they are stored, or passed on. */
  readonly publish: (scene: Scene, run: string, numbers: readonly number[]) => Promise<void>
  /** How many follow now; undefined when the way greets each. */
  readonly subscribers?: () => Promise<number>
}

const REPORT = 'mutation ($input: [CaseEventInput!]!) { reportCaseEvents(input: $input) { stored rejected parked } }'
const PEER =
  'subscription ($within: String!) { completion(within: $within) { seq at caseId caseNumber outcome matter hall organisation regionCode regionName onTime countedDays } }'
const AT_ONCE = 1_000

/** What our arms need: a key that may report, a document, and somebody for each console. */
export type OwnSetting = {
  readonly key: string
  readonly document: ConsoleDocument
  readonly principals: Principals
}

/** Our own product, with cases that end. */
export const ownArm = (
  transport: Way['transport'],
  server: Child,
  { key, document, principals }: OwnSetting,
): StreamArm => {
  const url = `${server.url}/graphql`
  const endpoint = openEndpoint(url, 4, key)
  const report = (scene: Scene, run: string, numbers: readonly number[], ends: boolean): Promise<void> =>
    reportAll(
      endpoint,
      numbers.map((number) => madeUpEvent(run, number, classOf(scene, number), ends)),
    )
  return {
    name: transport === 'ws' ? 'own' : 'own over SSE',
    server,
    way: { transport, url, greets: true },
    consoles: async (scene, count) => {
      const dealt = deal(scene, count)
      const shown = await principals(dealt, transport === 'ws' ? LIMITS.sockets : LIMITS.operations)
      return dealt.map((audience, at) => ({
        headers: shown[at] ?? {},
        asked: { ...document.named, variables: { within: audience.within } },
        classes: reachOf(scene, audience),
      }))
    },
    prepare: async (scene, run, events) => {
      for (let from = 0; from < events; from += AT_ONCE) {
        await report(scene, run, rangeOf(from, Math.min(events, from + AT_ONCE)), false)
      }
    },
    publish: (scene, run, numbers) => report(scene, run, numbers, true),
  }
}

/** A peer that publishes what it is told. */
export const peerArm = (name: string, transport: Way['transport'], server: Child): StreamArm => {
  const base = server.url.replace(/\/graphql$/, '')
  return {
    name,
    server,
    way: { transport, url: server.url, greets: false },
    consoles: async (scene, count) =>
      deal(scene, count).map((audience) => ({
        headers: {},
        asked: { query: PEER, variables: { within: topicOf(audience) } },
        classes: reachOf(scene, audience),
      })),
    prepare: async () => undefined,
    publish: async (scene, run, numbers) => {
      const published = numbers.map((number) => {
        const one = classOf(scene, number)
        return { topics: topicsOf(scene, one), event: madeUpCompletion(run, number, one) }
      })
      const answer = await fetch(`${base}/publish`, { method: 'POST', body: JSON.stringify(published) })
      if (!answer.ok) throw new Error(`${name} did not publish: ${await answer.text()}`)
    },
    subscribers: async () => Number(await (await fetch(`${base}/subscribers`)).text()),
  }
}

/** The whole numbers from one up to, not including, another. */
export const rangeOf = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, at) => from + at)

const classOf = ({ classes }: Scene, number: number) => {
  const one = classes[number % classes.length]
  if (one === undefined) throw new Error('A scene has no events.')
  return one
}

/** How often a report that was put off is sent again, and after how long. */
const [TRIES, AGAIN_MS] = [20, 500]

/** Reports events, again when the server is too busy; then those that it did take are not stored twice. */
const reportAll = async (endpoint: Endpoint, input: readonly object[]): Promise<void> => {
  for (let tried = 1; ; tried++) {
    try {
      const data = (await endpoint.ask(REPORT, { input })) as Answer
      const { stored, rejected, parked } = data.reportCaseEvents
      if (rejected + parked > 0 || (tried === 1 && stored !== input.length)) {
        throw new Error(`Of ${input.length} events ${stored} were stored, ${rejected} rejected and ${parked} parked.`)
      }
      return
    } catch (error) {
      if (tried === TRIES || !String(error).includes('"UNAVAILABLE"')) throw error
      await pause(AGAIN_MS)
    }
  }
}

type Answer = {
  readonly reportCaseEvents: { readonly stored: number; readonly rejected: number; readonly parked: number }
}
