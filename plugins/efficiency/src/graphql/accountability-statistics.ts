import type { Builder, Host } from '@zhikong/core'
import {
  selectAccountabilityCounts,
  type AccountabilityCounts,
  type Breakdown,
} from '../queries/accountability-statistics.ts'
import type { TimeBase } from '../queries/time-base.ts'
import type { Efficiency } from '../tables.ts'
import type { AccountabilityEnums } from './accountability-enums.ts'
import { checkPeriod } from './period.ts'

type Row = AccountabilityCounts & { readonly by: Breakdown }
type Statistics = { readonly timeBase: TimeBase; readonly by: Breakdown; readonly rows: readonly Row[] }

/** Writes the numbers of cards and records of a period, by one of three time bases. */
export const defineAccountabilityStatistics = (
  builder: Builder,
  host: Host<Efficiency>,
  { TimeBase, Breakdown }: AccountabilityEnums,
): void => {
  const authScopes = { permission: host.permission('efficiency.read') }
  const Row = defineRow(builder, host)
  const Statistics = builder.objectRef<Statistics>('AccountabilityStatistics').implement({
    access: authScopes,
    description: 'Yellow and red cards, and records of accountability, of a period.',
    fields: (t) => ({
      timeBase: t.expose('timeBase', { type: TimeBase, description: 'By which day they belong to the period.' }),
      by: t.expose('by', { type: Breakdown, description: 'By what they are told apart.' }),
      rows: t.field({
        type: [Row],
        description: 'At most 500. What has none comes last.',
        resolve: ({ rows }) => [...rows],
      }),
    }),
  })
  builder.queryField('accountabilityStatistics', (t) =>
    t.field({
      type: Statistics,
      description:
        'Cards and records of a period: chosen by the day of acceptance, of issue or of revocation; what became of them counts whenever it was.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        from: t.arg({ type: 'Date', required: true, description: 'The first day, a local date (Asia/Shanghai).' }),
        to: t.arg({ type: 'Date', required: true, description: 'The day after the last; at most 400 days.' }),
        timeBase: t.arg({ type: TimeBase, required: true, description: 'By which day.' }),
        by: t.arg({ type: Breakdown, required: true, description: 'By what they are told apart.' }),
      },
      resolve: async (_root, { within, timeBase, by, ...period }, context) => {
        checkPeriod(period)
        return host.read(
          context,
          async (trx, reach) => {
            const rows = await selectAccountabilityCounts(trx, reach, { ...period, base: timeBase, by })
            return { timeBase, by, rows: rows.map((row) => ({ ...row, by })) }
          },
          within,
        )
      },
    }),
  )
}

const COUNTS = {
  issued: 'Yellow and red cards that were issued.',
  revoked: 'Of these, revoked on appeal.',
  upheld: 'Of these, upheld on appeal.',
  opened: 'Records that were opened and not withdrawn.',
  decided: 'Of these, decided.',
  admonition: 'Decided: a talk to admonish 提醒谈话.',
  criticism: 'Decided: criticism 通报批评.',
  orderedToCorrect: 'Decided: an order to correct it 责令整改.',
  referred: 'Decided: referred 移送.',
  none: 'Decided: not held to account 不予追责.',
} as const satisfies Readonly<Record<Exclude<keyof AccountabilityCounts, 'key'>, string>>

/** Whether rows are of regions or organisations, whose keys are their ids. */
const isNamed = ({ by, key }: Row): boolean => key !== null && (by === 'REGION' || by === 'ORGANISATION')

const defineRow = (builder: Builder, host: Host<Efficiency>) => {
  const named = async (row: Row) => {
    if (!isNamed(row)) return undefined
    const { tree, index } = await host.registers()
    return row.by === 'REGION' ? tree.byId(Number(row.key)) : index.organisationById.get(Number(row.key))
  }
  return builder.objectRef<Row>('AccountabilityCounts').implement({
    access: { permission: host.permission('efficiency.read') },
    description: 'The numbers of one region, organisation, act or month.',
    fields: (t) => {
      const count = (name: keyof typeof COUNTS) => t.int({ description: COUNTS[name], resolve: (row) => row[name] })
      return {
        key: t.string({
          nullable: true,
          description: 'The code of the region or organisation, the act, or the month as 2026-03; null for none.',
          resolve: async (row) => (isNamed(row) ? ((await named(row))?.code ?? null) : row.key),
        }),
        name: t.string({
          nullable: true,
          description: 'The name of the region or organisation; null for what has none.',
          resolve: async (row) => (await named(row))?.name ?? null,
        }),
        nameEn: t.string({
          nullable: true,
          description: 'Its name in English.',
          resolve: async (row) => (await named(row))?.nameEn ?? null,
        }),
        issued: count('issued'),
        revoked: count('revoked'),
        upheld: count('upheld'),
        opened: count('opened'),
        decided: count('decided'),
        admonition: count('admonition'),
        criticism: count('criticism'),
        orderedToCorrect: count('orderedToCorrect'),
        referred: count('referred'),
        none: count('none'),
      }
    },
  })
}
