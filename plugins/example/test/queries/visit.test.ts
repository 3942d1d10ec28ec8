import type { PluginTransaction } from '@zhikong/core'
import { sqlOf } from '@zhikong/core/testing'
import { expect, test } from 'vitest'
import { refreshBusiestDay, selectBusiestDay } from '../../src/queries/busiest-day.ts'
import { countVisits, selectVisits, sumVisits, upsertVisits } from '../../src/queries/visit.ts'
import type { Example } from '../../src/tables.ts'

type Db = PluginTransaction<Example>

const march = { lo: 16, hi: 32, organisationId: null, hallId: null, from: '2026-03-01', to: '2026-04-01' }
const visit = { hallId: 1, day: '2026-03-02', visitors: 5, regionId: 3, areaCode: 430102, scopeKey: 16 }

test('visits are written in one statement that tells what stood there before', async () => {
  expect(await sqlOf((db: Db) => upsertVisits(db, [visit]))).toMatchInlineSnapshot(`
    "insert into "example"."visit" ("hall_id", "day", "visitors", "region_id", "area_code", "scope_key")
    values ($1, $2, $3, $4, $5, $6)
    on conflict ("hall_id", "day") do update
    set "previous" = "example"."visit"."visitors", "visitors" = "excluded"."visitors"
    returning *"
  `)
})

test('a page of visits is one statement', async () => {
  const after = { day: '2026-03-02', hallId: 1 }
  expect(await sqlOf((db: Db) => selectVisits(db, march, { limit: 51, after }))).toMatchInlineSnapshot(`
    "select "example"."visit"."hall_id", "core"."hall"."code" as "hall", "core"."hall"."name" as "hall_name", "example"."visit"."day", "example"."visit"."visitors"
    from "example"."visit"
    inner join "core"."hall" on "core"."hall"."id" = "example"."visit"."hall_id"
    where ("example"."visit"."scope_key" >= $1 and "example"."visit"."scope_key" < $2) and "example"."visit"."day" >= $3 and "example"."visit"."day" < $4 and ("example"."visit"."day" < $5 or ("example"."visit"."day" = $6 and "example"."visit"."hall_id" > $7))
    order by "example"."visit"."day" desc, "example"."visit"."hall_id"
    limit $8"
  `)
})

test('visits are counted up to a limit, and summed by region and day', async () => {
  expect(await sqlOf((db: Db) => countVisits(db, march))).toMatchInlineSnapshot(`
    "select count(*) as "n"
    from (select 1 as "one"
    from "example"."visit"
    where ("example"."visit"."scope_key" >= $1 and "example"."visit"."scope_key" < $2) and "example"."visit"."day" >= $3 and "example"."visit"."day" < $4
    limit $5) as "some""
  `)
  expect(await sqlOf((db: Db) => sumVisits(db, march))).toMatchInlineSnapshot(`
    "select "region_id", "day", sum("visitors") as "n"
    from "example"."visit"
    where ("example"."visit"."scope_key" >= $1 and "example"."visit"."scope_key" < $2) and "example"."visit"."day" >= $3 and "example"."visit"."day" < $4
    group by "region_id", "day""
  `)
})

test('the busiest day is looked for anew', async () => {
  expect(await sqlOf((db: Db) => refreshBusiestDay(db, 1))).toMatchInlineSnapshot(`
    "insert into "example"."busiest_day" ("hall_id", "day", "visitors", "scope_key") select "hall_id", "day", "visitors", "scope_key"
    from "example"."visit"
    where "hall_id" = $1
    order by "visitors" desc, "day"
    limit $2
    on conflict ("hall_id") do update
    set "day" = "excluded"."day", "visitors" = "excluded"."visitors", "scope_key" = "excluded"."scope_key""
  `)
  expect(await sqlOf((db: Db) => selectBusiestDay(db, 'EAST', march))).toMatchInlineSnapshot(`
    "select "hall_id", "core"."hall"."code" as "hall", "core"."hall"."name" as "hall_name", "day", "visitors"
    from "example"."busiest_day"
    inner join "core"."hall" on "core"."hall"."id" = "example"."busiest_day"."hall_id"
    where "core"."hall"."code" = $1 and ("example"."busiest_day"."scope_key" >= $2 and "example"."busiest_day"."scope_key" < $3)"
  `)
})
