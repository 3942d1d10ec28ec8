import { openTestPlatform } from '@zhikong/core/testing'
import type { TestPlatform } from '@zhikong/core/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { places } from '../src/cli/check-places.ts'

let platform: TestPlatform
beforeAll(async () => {
  platform = await openTestPlatform([])
})
afterAll(() => platform.end())

const said = () => places.run(platform.database, platform.declarations)
const change = (statement: string) => platform.database.withOwner((db) => sql.raw(statement).execute(db))

test('says which events and applicants lie elsewhere than their case', async () => {
  for (const code of ['ORG-1', 'ORG-2']) {
    await platform.save('organisations', [{ code, name: code, region: '430105', kind: 'DEPARTMENT' }])
  }
  await platform.save('halls', [{ code: 'KF', name: '大厅', region: '430105' }])
  const limit = { amount: 1, unit: 'WORKING_DAY' } as const
  const matter = { code: 'M', name: '事项', type: '测试', kind: 'PROMISED', organisation: 'ORG-1' } as const
  await platform.save('matters', [{ ...matter, promised: limit, statutory: limit }])
  const event = { source: 'desk', externalId: '1', occurredAt: new Date('2026-03-02T02:00:00Z') }
  const applicant = { name: '张某某' }
  await platform.report([{ ...event, eventId: '1', kind: 'ACCEPTED', hall: 'KF', matter: 'M', applicant }])
  await platform.report([{ ...event, eventId: '2', kind: 'STEP', organisation: 'ORG-2', applicant }])
  expect(await said()).toEqual([])
  await change('update core.personal_record set organisation_id = null')
  expect(await said()).toEqual(['Applicants that lie elsewhere than their case: 2.'])
  await change('update core.case_event set hall_id = 999')
  expect(await said()).toHaveLength(2)
  await change('delete from core.case_key')
  expect(await said()).toContain('Applicants that lie elsewhere than their case: 2.')
})
