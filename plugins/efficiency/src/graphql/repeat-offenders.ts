import { invalid, type Builder, type Host } from '@zhikong/core'
import { selectStaffNames } from '../queries/accused.ts'
import { selectOffenders, type Offender } from '../queries/repeat-offenders.ts'
import type { Efficiency } from '../tables.ts'
import type { AccountabilityEnums } from './accountability-enums.ts'
import { maySeePersons } from './accountability-rights.ts'
import { accusedOf } from './accused-fields.ts'
import { checkPeriod } from './period.ts'

type Named = Offender & { readonly person: string | null }

/** Writes who was held to account more than once. */
export const defineRepeatOffenders = (builder: Builder, host: Host<Efficiency>, enums: AccountabilityEnums): void => {
  const authScopes = { permission: host.permission('efficiency.read') }
  const Offender = defineOffender(builder, host, enums)
  builder.queryField('repeatOffenders', (t) =>
    t.field({
      type: [Offender],
      description:
        'Units, and for who may see them persons, with several records in a period, the most first, at most 100 of each. Withdrawn ones, those decided as NONE and those whose card was revoked do not count.',
      authScopes,
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region, with all within it.' }),
        from: t.arg({ type: 'Date', required: true, description: 'The first day, a local date (Asia/Shanghai).' }),
        to: t.arg({ type: 'Date', required: true, description: 'The day after the last; at most 400 days.' }),
        timeBase: t.arg({ type: enums.TimeBase, required: true, description: 'By which day.' }),
        least: t.arg.int({ defaultValue: 2, description: 'With at least so many records, 1 to 1,000.' }),
      },
      resolve: async (_root, { within, timeBase, least, ...period }, context) => {
        checkPeriod(period)
        const asked = { ...period, base: timeBase, least: least ?? 2 }
        if (asked.least < 1 || asked.least > 1_000) throw invalid(LEAST, ['least'])
        return host.read(
          context,
          async (trx, reach): Promise<Named[]> => {
            const units = await selectOffenders(trx, reach, { ...asked, of: 'UNIT' })
            const seen = maySeePersons(context.principal)
            const persons = seen ? await selectOffenders(trx, reach, { ...asked, of: 'PERSON' }) : []
            const ids = persons.flatMap(({ staffId }) => (staffId === null ? [] : [staffId]))
            const names = await selectStaffNames(trx, reach, ids)
            return [...units, ...persons].map((each) => {
              return { ...each, person: each.staffId === null ? null : (names.get(each.staffId) ?? '*') }
            })
          },
          within,
        )
      },
    }),
  )
}

const LEAST = { 'zh-CN': '最少次数须为 1 至 1000。', en: 'The least number is from 1 to 1,000.' }

const defineOffender = (builder: Builder, host: Host<Efficiency>, { Measure }: AccountabilityEnums) => {
  const accused = accusedOf(host)
  return builder.objectRef<Named>('RepeatOffender').implement({
    access: { permission: host.permission('efficiency.read') },
    description: 'A unit, or a person of its staff, with several records.',
    fields: (t) => ({
      organisation: t.field({
        type: 'Organisation',
        nullable: true,
        description: 'The organisation; null when only the hall is accused.',
        resolve: accused.organisation,
      }),
      hall: t.field({
        type: 'Hall',
        nullable: true,
        description: 'The hall, where no organisation is accused.',
        resolve: accused.hall,
      }),
      person: t.exposeString('person', { nullable: true, description: 'The person; null for a unit.' }),
      records: t.exposeInt('records', { description: 'How many records.' }),
      inaction: t.exposeInt('inaction', { description: 'Of these, for inaction 不作为.' }),
      slow: t.exposeInt('slow', { description: 'Of these, for slowness 慢作为.' }),
      arbitrary: t.exposeInt('arbitrary', { description: 'Of these, for arbitrariness 乱作为.' }),
      lastMeasure: t.expose('lastMeasure', {
        type: Measure,
        nullable: true,
        description: 'The newest decision; null when there is none.',
      }),
      lastDecidedAt: t.expose('lastDecidedAt', { type: 'DateTime', nullable: true, description: 'When that was.' }),
      recordIds: t.idList({ description: 'The newest records, at most 20.', resolve: ({ ids }) => ids.map(String) }),
    }),
  })
}
