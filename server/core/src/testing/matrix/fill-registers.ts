import type { TestPlatform } from '../platform.ts'
import { wordOf } from './canary-names.ts'
import { PLACES } from './places.ts'

/** Halls, windows, organisations and staff of all places, and one matter for all cases. */
export async function fillRegisters({ save }: Pick<TestPlatform, 'save'>): Promise<void> {
  const once = <T extends { readonly code: string }>(drafts: readonly T[]): readonly T[] => [
    ...new Map(drafts.map((draft) => [draft.code, draft])).values(),
  ]
  await save(
    'organisations',
    once(
      PLACES.map(({ region, organisation, name }) => ({ code: organisation, name: `部门 ${wordOf(name)}`, region })),
    ),
  )
  await save(
    'halls',
    once(PLACES.map(({ region, hall, name }) => ({ code: hall, name: `大厅 ${wordOf(name)}`, region }))),
  )
  await save(
    'windows',
    PLACES.map(({ hall, name }) => ({ hall, code: `W-${name}`, name: `窗口 ${wordOf(name)}` })),
  )
  await save(
    'staff',
    PLACES.map(({ hall, organisation, name }) => ({
      hall,
      organisation,
      code: `S-${name}`,
      name: `员工 ${wordOf(name)}`,
    })),
  )
  const days = (amount: number) => ({ amount, unit: 'WORKING_DAY' as const })
  await save('matters', [
    { code: 'M-ANY', name: '取水许可', type: 'LICENCE', kind: 'PROMISED', promised: days(3), statutory: days(10) },
  ])
}
