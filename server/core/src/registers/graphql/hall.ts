import type { Builder } from '../../graphql/builder.ts'
import { connectionOf } from '../../graphql/connections.ts'
import type { HallEntry } from '../register-index.ts'
import { parseOpening, type Opening } from '../opening-hours.ts'
import type { RegionTree } from '../region-tree.ts'
import type { Region } from '../region.ts'
import type { RegistersHost } from './host.ts'
import { pageOfList } from './page-of-list.ts'
import { readWithin, rowsWithin } from './within.ts'

const defineOpening = (builder: Builder) =>
  builder.objectRef<Opening>('HallOpening').implement({
    access: { open: true },
    description: 'When a hall is open on a day of the week.',
    fields: (t) => ({
      weekday: t.exposeInt('weekday', { description: '1 Monday to 7 Sunday.' }),
      spans: t.stringList({
        description: 'From when to when, as `09:00–12:00`.',
        resolve: ({ spans }) => spans.map(([from, to]) => `${from}–${to}`),
      }),
    }),
  })

/** Writes `Hall`, `Window` and the query `halls`. */
export function defineHall(builder: Builder, { registers }: RegistersHost) {
  const Opening = defineOpening(builder)
  const Hall = builder.objectType('Hall', {
    access: { open: true },
    description: 'A government service hall 政务服务大厅.',
    fields: (t) => ({
      id: t.id({ description: 'Stable for good.', resolve: (hall) => String(hall.id) }),
      code: t.exposeString('code', { description: 'The code by which systems name it.' }),
      name: t.exposeString('name', { description: 'The name in Chinese.' }),
      nameEn: t.exposeString('nameEn', { nullable: true, description: 'The name in English, when there is one.' }),
      region: t.field({
        type: 'Region',
        description: 'The region of its seat, to which its cases belong.',
        resolve: async (hall) => regionOf(await registers.tree(), hall),
      }),
      serves: t.field({
        type: ['Region'],
        description: 'The regions that it serves beside that of its seat.',
        resolve: async (hall) => {
          const { tree, index } = await registers.snapshot()
          return index.regionsServedBy(hall.id).flatMap((id) => tree.byId(id) ?? [])
        },
      }),
      openings: t.field({
        type: [Opening],
        description:
          'When it is open, by day of the week; none when that is not known. Limits run on the calendar of its region: a hall that opens on Saturday moves no clock.',
        resolve: ({ hours }) => [...(hours === null ? [] : (parseOpening(hours) ?? []))],
      }),
      windows: t.field({
        type: ['Window'],
        description: 'Its windows, by code.',
        resolve: async (hall) => [...(await registers.index()).windowsOf(hall.id)],
      }),
    }),
  })
  const Window = builder.objectType('Window', {
    access: { open: true },
    description: 'A window of a hall 窗口.',
    fields: (t) => ({
      id: t.id({ description: 'Stable for good.', resolve: (window) => String(window.id) }),
      code: t.exposeString('code', { description: 'The code that it has in its hall.' }),
      name: t.exposeString('name', { description: 'The name in Chinese.' }),
      kind: t.exposeString('kind', {
        description:
          'COMPREHENSIVE 综合受理, SPECIAL 专窗, ISSUING 出件, DISCLOSURE 公开, UNRESOLVED_CASES 办不成事, or UNRESOLVED: named by a case, in no register.',
      }),
    }),
  })
  const HallConnection = connectionOf(builder, 'Hall', Hall, { signedIn: true })
  builder.queryField('halls', (t) =>
    t.field({
      type: HallConnection,
      description:
        'The halls that have their seat in a region or below it, from above. NOT_FOUND outside of the own range.',
      authScopes: { signedIn: true },
      args: {
        within: t.arg({ type: 'RegionCode', required: true, description: 'The region.' }),
        first: t.arg.int({ defaultValue: 50, description: 'How many, at most 200.' }),
        after: t.arg.string({ description: 'The endCursor of the page before.' }),
      },
      resolve: async (_root, { within, ...page }, { principal }) => {
        const { tree, index } = await registers.snapshot()
        const { scopeKey, scopeEnd } = readWithin(tree, principal, within)
        const halls = rowsWithin(index.halls, { lo: scopeKey, hi: scopeEnd })
        return pageOfList(halls, page, 2, (hall) => [hall.scopeKey, hall.code])
      },
    }),
  )
  return { Hall, Window }
}

function regionOf(tree: RegionTree, hall: HallEntry): Region {
  const region = tree.byId(hall.regionId)
  if (region === undefined) throw new Error(`The hall ${hall.code} has no region.`)
  return region
}
