import { passThresholds } from '../../../src/alerts/watch.ts'
import type { AlertTable } from '../../../src/alerts/tables.ts'
import type { CardMode } from '../../../src/clock/card-rule.ts'
import type { Principal } from '../../../src/graphql/context.ts'
import { wholeRange } from '../../../src/database/scope.ts'
import type { ApiKit } from '../../cases/api-kit.ts'
import { principal, startCasesApi } from '../../cases/api-kit.ts'
import type { CasesKit } from '../../cases/cases-kit.ts'
import { clear, event, startCases } from '../../cases/cases-kit.ts'
import { testClock, testMeasures } from '../../cases/test-clock.ts'
import { at } from '../../clock/fixtures.ts'

/** Somebody who reads the whole province and may do more. */
export const as = (id: string, ...permissions: readonly string[]): Principal => ({
  ...principal(wholeRange, 'core.read', ...permissions),
  id,
  name: id,
})
export const unit = as('unit', 'core.handle')
export const authority = as('authority', 'core.handle', 'core.decide', 'core.urge')

/** What became of one of the cards that a mutation named. */
export type Outcome = {
  readonly id: string
  readonly problem: { readonly code: string; readonly message: string } | null
  readonly alert: { readonly state: string; readonly steps: readonly { readonly kind: string }[] } | null
}
const RESULTS = `results { id problem { code message } alert { state level round feedback feedbackBy feedbackOverdue
  urged escalation escalatesAt feedbackDueAt acknowledgedBy closedAt revokedAt steps { kind from to actor text } } }`

type Taken = { readonly codes: readonly unknown[]; readonly results: readonly Outcome[] }

/** Cards of cases with the API that moves them; its functions are bound to one database. */
export type CardsKit = {
  readonly kit: CasesKit
  readonly api: ApiKit
  /** Empties it for the next test; cards are issued by themselves again. */
  readonly clear: () => Promise<void>
  /** Whether cards that fall due from now on wait to be confirmed. */
  readonly setMode: (mode: CardMode) => void
  /** Takes a step by the mutation of that name. */
  readonly take: (who: Principal, name: string, input: object) => Promise<Taken>
  /** What became of one card: its state, or the code of the problem. */
  readonly one: (who: Principal, name: string, input: object) => Promise<unknown>
  /** Raises what is due at a local time, which it then is. */
  readonly pass: (when: string) => Promise<void>
  /** Accepts cases on 2018-10-15 10:00, and raises what is due. */
  readonly raise: (when: string, ...numbers: readonly string[]) => Promise<void>
  readonly alerts: (level?: AlertTable['level']) => Promise<readonly AlertTable[]>
  /** The id of the newest yellow card. */
  readonly yellow: () => Promise<string>
  /** How many yellow cards the measure counts. */
  readonly yellowCards: () => Promise<number>
  /** What the feed told: the last word of each event, and the level. */
  readonly told: () => Promise<readonly string[]>
}

/** Starts cases whose clock raises cards, with a measure that counts the yellow ones. */
export const startCards = async (): Promise<CardsKit> => {
  let mode: CardMode = 'AUTOMATIC'
  const clock = testClock('INSTANT')
  const clockInMode = {
    ...clock,
    cards: (life: Parameters<typeof clock.cards>[0]) =>
      clock.cards(life).map((card) => ({ ...card, rule: { ...card.rule, mode } })),
  }
  const counted = {
    code: 'cards-yellow',
    title: { 'zh-CN': '测试', en: 'Test' },
    subject: 'case',
    count: ({ yellowAt }: { readonly yellowAt: Date | null }) =>
      yellowAt === null ? [] : [{ day: '2018-10-24', n: 1 }],
  } as const
  const kit = await startCases({ clocks: [clockInMode], measures: [...testMeasures, counted] })
  const api = startCasesApi(kit)
  const take = takeBy(api)
  const pass = async (when: string) => {
    api.setNow(when)
    const engine = await kit.openEngine()
    await kit.database.withScope({ mode: 'engine' }, (trx) => passThresholds(trx, engine, at(when)))
  }
  return {
    kit,
    api,
    clear: async () => {
      mode = 'AUTOMATIC'
      await clear(kit.database)
    },
    setMode: (next) => {
      mode = next
    },
    take,
    one: async (who, name, input) => {
      const { codes, results } = await take(who, name, input)
      return codes[0] ?? results[0]?.problem?.code ?? results[0]?.alert?.state
    },
    pass,
    raise: async (when, ...numbers) => {
      await kit.report(
        numbers.map((number) => event(number, 'ACCEPTED', '2018-10-15 10:00')),
        '2018-10-15 11:00',
      )
      await pass(when)
    },
    ...readingFrom(kit),
  }
}

const takeBy =
  (api: ApiKit): CardsKit['take'] =>
  async (who, name, input) => {
    const type = name.replace(/^./u, (letter) => letter.toUpperCase())
    const source = `mutation ($input: ${type}Input!) { ${name}(input: $input) {
    ... on ${type}Payload { ${RESULTS} } ... on InputError { code path } } }`
    const { data, codes } = await api.ask<Record<string, { results?: readonly Outcome[]; code?: string }>>(
      who,
      source,
      { input },
    )
    const answer = data?.[name]
    return { codes: [...codes, ...(answer?.code === undefined ? [] : [answer.code])], results: answer?.results ?? [] }
  }

const readingFrom = ({ database }: CasesKit): Pick<CardsKit, 'alerts' | 'yellow' | 'yellowCards' | 'told'> => {
  const alerts: CardsKit['alerts'] = (level) =>
    database.withScope({ mode: 'engine' }, async (trx) => {
      const rows = await trx.selectFrom('core.alert').selectAll().orderBy('round').orderBy('dueAt').execute()
      return rows.filter((row) => level === undefined || row.level === level)
    })
  return {
    alerts,
    yellow: async () => (await alerts('YELLOW')).at(-1)?.alertId ?? '',
    yellowCards: () =>
      database.withScope({ mode: 'engine' }, async (trx) => {
        const { n } = await trx
          .selectFrom('core.measureDelta')
          .select(({ fn }) => fn.sum<number>('n').as('n'))
          .where('measure', '=', 'cards-yellow')
          .executeTakeFirstOrThrow()
        return Number(n)
      }),
    told: () =>
      database.withScope({ mode: 'engine' }, async (trx) => {
        const rows = await trx.selectFrom('core.outbox').select(['kind', 'level']).orderBy('id').execute()
        return rows.map(({ kind, level }) => `${kind.split('.').at(-1)} ${level}`)
      }),
  }
}
