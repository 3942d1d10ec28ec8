import { openPluginBench, type PluginBench } from '@zhikong/core/testing'
import { efficiency } from '../../src/index.ts'

export const CITY = '433100000000'
export const COUNTY = '433124000000'
export const TOWNSHIP = '433124102000'
export const OTHER_COUNTY = '433101000000'

type Kind = 'SUBMITTED' | 'ACCEPTED' | 'STEP' | 'SUSPENDED' | 'RESUMED' | 'CLOSED' | 'WITHDRAWN'
type More = { readonly step?: string; readonly window?: string; readonly reason?: string; readonly noticed?: boolean }

/** An event of a case of matter M1 (promised five working days, ten by law). */
export const event = (number: string, hall: string, kind: Kind, at: string, more: More = {}) => ({
  source: 'test',
  externalId: number,
  eventId: `${kind} ${at}`,
  kind,
  occurredAt: new Date(`${at}+08:00`),
  hall,
  organisation: 'WATER',
  matter: 'M1',
  channel: 'WINDOW',
  ...more,
})

/** A bench with halls of a city, two of its counties and a township, with two windows each. */
export const openBench = async (): Promise<PluginBench> => {
  const bench = await openPluginBench([efficiency])
  const halls = [CITY, COUNTY, TOWNSHIP, OTHER_COUNTY]
  await bench.save(
    'halls',
    halls.map((region) => ({ code: region, name: `大厅 ${region}`, region })),
  )
  await bench.save(
    'windows',
    halls.flatMap((hall) => ['1', '2'].map((code) => ({ hall, code, name: `${code}号窗口` }))),
  )
  await bench.save('organisations', [{ code: 'WATER', name: '水利局', region: CITY }])
  const days = (amount: number) => ({ amount, unit: 'WORKING_DAY' as const })
  await bench.save('matters', [
    { code: 'M1', name: '取水许可', type: 'LICENCE', kind: 'PROMISED', promised: days(5), statutory: days(10) },
    { code: 'M0', name: '社保查询', type: 'SERVICE', kind: 'IMMEDIATE', promised: days(0), statutory: days(1) },
  ])
  return bench
}
