import { wholeRange } from '../../src/database/scope.ts'
import type { ApiKit } from './api-kit.ts'
import { principal, startCasesApi } from './api-kit.ts'
import type { CasesKit } from './cases-kit.ts'
import { event, JISHOU, KAIFU, startCases } from './cases-kit.ts'
import { testClock } from './test-clock.ts'

export const province = principal(wholeRange, 'core.read', 'core.report', 'core.handle')
export const kaifu = principal(KAIFU, 'core.read', 'core.report')
export const jishou = principal(JISHOU, 'core.read', 'core.report', 'core.handle')

/** What a page of a list says of its place. */
export type PageInfo = { readonly hasNextPage: boolean; readonly endCursor: string }

/** Twenty-six cases in three halls, one of them closed late; it is 2018-10-22 12:00. */
export const startListedCases = async (): Promise<{ readonly kit: CasesKit; readonly api: ApiKit }> => {
  const kit = await startCases({ clocks: [testClock('INSTANT')] })
  const api = startCasesApi(kit)
  const many = Array.from({ length: 23 }, (_, n) =>
    event(`N${String(n).padStart(2, '0')}`, 'ACCEPTED', `2018-10-15 10:${String(n % 7).padStart(2, '0')}`),
  )
  await kit.report(
    [
      ...many,
      event('N_1%', 'ACCEPTED', '2018-10-12 10:00', { channel: 'PORTAL', hall: 'WL', window: 'B1' }),
      event('J1', 'ACCEPTED', '2018-10-15 10:00', { hall: 'JS', organisation: 'ORG-B' }),
      event('C1', 'ACCEPTED', '2018-10-08 10:00'),
      event('C1', 'CLOSED', '2018-10-22 10:00', { note: 'line 1\nline 2' }),
    ],
    '2018-10-22 12:00',
  )
  api.setNow('2018-10-22 12:00')
  return { kit, api }
}
