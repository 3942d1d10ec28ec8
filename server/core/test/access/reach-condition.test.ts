import { expect, test } from 'vitest'
import { withinReach } from '../../src/access/reach-condition.ts'
import { reaches } from '../../src/access/scope.ts'
import type { CoreTables } from '../../src/database/tables.ts'
import type { Reach } from '../../src/graphql/context.ts'
import { sqlOf } from '../../src/testing/sql-of.ts'
import type { Transaction } from 'kysely'

const city: Reach = { lo: 100, hi: 200, organisationId: null, hallId: null }

const staffOf = (reach: Reach, columns: Parameters<typeof withinReach>[1]) =>
  sqlOf((trx: Transaction<CoreTables>) =>
    trx.selectFrom('core.staff').select('name').where(withinReach(reach, columns)).execute(),
  )

test('a query names range, organisation and hall, each as far as its reader is bound', async () => {
  const columns = { organisation: 'organisation_id', hall: 'hall_id' }
  expect(await staffOf(city, columns)).toContain('where ("scope_key" >= $1 and "scope_key" < $2)')
  expect(await staffOf({ ...city, organisationId: 7, hallId: 8 }, columns)).toContain(
    'where ("scope_key" >= $1 and "scope_key" < $2 and "organisation_id" = $3 and "hall_id" = $4)',
  )
})

test('a table without the column shows nothing to who is bound', async () => {
  expect(await staffOf({ ...city, hallId: 8 }, { organisation: 'organisation_id' })).toContain('and false)')
})

test('what is at hand is judged as the database judges it', () => {
  const row = { scopeKey: 150, organisationId: 7, hallId: 8 }
  expect(reaches(city, row)).toBe(true)
  expect(reaches({ ...city, organisationId: 7, hallId: 8 }, row)).toBe(true)
  expect(reaches({ ...city, organisationId: 6 }, row)).toBe(false)
  expect(reaches({ ...city, hallId: 9 }, row)).toBe(false)
  expect(reaches(city, { ...row, scopeKey: 200 })).toBe(false)
  expect(reaches({ ...city, hallId: 8 }, { scopeKey: 150 })).toBe(false)
})
