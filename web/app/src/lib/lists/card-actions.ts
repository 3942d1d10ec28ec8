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
  /** Who may: the permission itself, or for `handle` that of any plugin. */
  readonly permission: 'handle' | 'core.decide' | 'core.urge'
  /** Asks for words; without, it is done at once. */
  readonly words: boolean
  readonly run: (request: Request, ids: readonly string[], words: string) => Promise<Outcome<Results>>
}

/** All of them, in the order in which they stand. */
export const cardActions: readonly CardAction[] = [
  {
    name: 'acknowledge',
    permission: 'handle',
    words: false,
    run: (request, ids) => request(acknowledgeQuery, { input: { ids } }),
  },
  {
    name: 'feedBack',
    permission: 'handle',
    words: true,
    run: (request, ids, text) => request(feedBackQuery, { input: { ids, text } }),
  },
  {
    name: 'appeal',
    permission: 'handle',
    words: true,
    run: (request, ids, reason) => request(appealQuery, { input: { ids, reason } }),
  },
  {
    name: 'confirm',
    permission: 'core.decide',
    words: false,
    run: (request, ids) => request(confirmQuery, { input: { ids } }),
  },
  {
    name: 'refuse',
    permission: 'core.decide',
    words: true,
    run: (request, ids, reason) => request(refuseQuery, { input: { ids, reason } }),
  },
  {
    name: 'uphold',
    permission: 'core.decide',
    words: true,
    run: (request, ids, reason) => request(decideQuery, { input: { ids, outcome: 'UPHELD', reason } }),
  },
  {
    name: 'revoke',
    permission: 'core.decide',
    words: true,
    run: (request, ids, reason) => request(decideQuery, { input: { ids, outcome: 'REVOKED', reason } }),
  },
  {
    name: 'urge',
    permission: 'core.urge',
    words: true,
    run: (request, ids, text) => request(urgeQuery, { input: { ids, text } }),
  },
]

/** What somebody with these permissions may do. */
export const actionsFor = (permissions: readonly string[]): readonly CardAction[] =>
  cardActions.filter(({ permission }) =>
    permission === 'handle' ? permissions.some((name) => name.endsWith('.handle')) : permissions.includes(permission),
  )
