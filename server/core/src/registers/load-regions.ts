import { sql, type Transaction } from 'kysely'
import { columnList, unnest, type ColumnTypes } from '../database/bulk.ts'
import { FORMER_REGIONS } from './former-regions.ts'
import type { Region } from './region.ts'
import { BEGINNING, readSeedRegions } from './seed-file.ts'
import type { RegistersTables } from './tables.ts'

const REGION_COLUMNS: ColumnTypes<Region> = {
  id: 'int',
  areaCode: 'int',
  code: 'text',
  level: 'text',
  kind: 'text',
  parentId: 'int',
  scopeKey: 'bigint',
  scopeEnd: 'bigint',
  name: 'text',
  nameEn: 'text',
  pinyin: 'text',
  initials: 'text',
  validFrom: 'date',
  validTo: 'date',
}

const BATCH = 4_000

/**
 * Loads the regions of Hunan at the first start; does nothing when there are any. Needs the scope *administration*.
 * @param onProgress called with regions written and regions in all
 * @returns how many were loaded
 */
export async function loadRegions(
  trx: Transaction<RegistersTables>,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<number> {
  const present = await trx.selectFrom('core.region').select('id').limit(1).executeTakeFirst()
  if (present !== undefined) return 0
  const regions = await readSeedRegions()
  for (let done = 0; done < regions.length; done += BATCH) {
    const rows = regions.slice(done, done + BATCH)
    await sql`insert into core.region (${columnList(REGION_COLUMNS)})
      select * from ${unnest(REGION_COLUMNS, rows)}`.execute(trx)
    onProgress(done + rows.length, regions.length)
  }
  await insertFormer(trx, regions)
  return regions.length
}

async function insertFormer(trx: Transaction<RegistersTables>, regions: readonly Region[]): Promise<void> {
  const byCode = new Map(regions.map((region) => [region.code, region]))
  const rows = FORMER_REGIONS.flatMap(({ code, name, nameEn, now, until }) => {
    const region = byCode.get(now)
    if (region === undefined) return []
    return [
      { regionId: region.id, code, name, nameEn, parentId: region.parentId, validFrom: BEGINNING, validTo: until },
    ]
  })
  if (rows.length > 0) await trx.insertInto('core.regionHistory').values(rows).execute()
}
