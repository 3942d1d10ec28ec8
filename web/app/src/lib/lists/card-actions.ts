import type { CardStep } from '@zhikong/ui'
import type { Outcome, Query } from '@zhikong/ui/query'
import {
  acknowledgeQuery,
  appealQuery,
  confirmQuery,
  decideQuery,
  feedBackQuery,
  refuseQuery,
  type Results,
  urgeQuery,
} from './card-actions.query.ts'

/** How the console asks the API. */
export type Request = <Answer, Variables>(query: Query<Answer, Variables>, variables: Variables) => Promise<Answer>

/** Something that is done with chosen cards. */
export type CardAction = {
  readonly name: 'acknowledge' | 'feedBack' | 'appeal' | 'confirm' | 'refuse' | 'uphold' | 'revoke' | 'urge'
  /** What it is in the life of a card. */
  readonly step: CardStep
  /** Asks for words; without, it is done at once. */
  readonly words: boolean
  readonly run: (request: Request, ids: readonly string[], words: string) => Promise<Outcome<Results>>
}

/** All of them, in the order in which they stand. */
export const cardActions: readonly CardAction[] = [
  {
    name: 'acknowledge',
    step: 'ACKNOWLEDGED',
    words: false,
    run: (request, ids) => request(acknowledgeQuery, { input: { ids } }),
  },
  {
    name: 'feedBack',
    step: 'FED_BACK',
    words: true,
    run: (request, ids, text) => request(feedBackQuery, { input: { ids, text } }),
  },
  {
    name: 'appeal',
    step: 'APPEALED',
    words: true,
    run: (request, ids, reason) => request(appealQuery, { input: { ids, reason } }),
  },
  {
    name: 'confirm',
    step: 'CONFIRMED',
    words: false,
    run: (request, ids) => request(confirmQuery, { input: { ids } }),
  },
  {
    name: 'refuse',
    step: 'REFUSED',
    words: true,
    run: (request, ids, reason) => request(refuseQuery, { input: { ids, reason } }),
  },
  {
    name: 'uphold',
    step: 'UPHELD',
    words: true,
    run: (request, ids, reason) => request(decideQuery, { input: { ids, outcome: 'UPHELD', reason } }),
  },
  {
    name: 'revoke',
    step: 'REVOKED',
    words: true,
    run: (request, ids, reason) => request(decideQuery, { input: { ids, outcome: 'REVOKED', reason } }),
  },
  {
    name: 'urge',
    step: 'URGED',
    words: true,
    run: (request, ids, text) => request(urgeQuery, { input: { ids, text } }),
  },
]

/** A card as far as what may be done with it is concerned. */
export type Actionable = { readonly id: string; readonly possibleSteps: readonly CardStep[] }

/** What may be done with some cards, and with which of them; what may be done with none is left out. */
export const offered = (cards: readonly Actionable[]): readonly { action: CardAction; ids: readonly string[] }[] =>
  cardActions.flatMap((action) => {
    const ids = cards.filter(({ possibleSteps }) => possibleSteps.includes(action.step)).map(({ id }) => id)
    return ids.length === 0 ? [] : [{ action, ids }]
  })
