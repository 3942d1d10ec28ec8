import { sleep } from 'k6'
import { ask } from './ask.ts'
import { urges } from './measures.ts'
import { personAt, sessionOf } from './sign-in.ts'

type Board = {
  readonly alertList: { readonly nodes: readonly { readonly id: string; readonly possibleSteps: readonly string[] }[] }
}
type Urged = { readonly outcome: { readonly results?: readonly { readonly problem: object | null }[] } }

const AT_ONCE = 5

/** Somebody of an authority reads the newest cards of the own region and urges on some that wait. */
export const urge = (desk: number): void => {
  const person = personAt(desk)
  const credential = sessionOf(person, desk)
  if (credential === null) return sleep(1)
  const variables = { within: person.region, filter: { historical: false }, first: 50 }
  const board = ask<Board>(credential, { document: 'query Alerts', variables })
  const waiting = board?.alertList.nodes.filter(({ possibleSteps }) => possibleSteps.includes('URGED')) ?? []
  const ids = waiting.slice(0, AT_ONCE).map(({ id }) => id)
  if (ids.length === 0) return
  const input = { ids, text: '压测：请尽快办理。' }
  const urged = ask<Urged>(credential, { document: 'mutation UrgeCards', variables: { input } })
  // Somebody who urged on the same card lately is told to wait: an answer, and no fault.
  urges.add(urged?.outcome.results?.filter(({ problem }) => problem === null).length ?? 0)
}
