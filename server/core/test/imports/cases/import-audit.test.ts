import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestPlatform } from '../../../src/testing/platform.ts'
import type { TestPlatform } from '../../../src/testing/platform.ts'
import { counting, mapOf, tryImport } from './import-kit.ts'

const here = (name: string): URL => new URL(name, import.meta.url)
const deskFile = fileURLToPath(here('permit-desk.csv'))
const desk = mapOf(here('permit-desk.map.json'))

let platform: TestPlatform
beforeAll(async () => {
  platform = await openTestPlatform([counting])
})
afterAll(() => platform.end())

const entries = () =>
  platform.database.withScope({ mode: 'engine' }, async (trx) => {
    const rows = await trx.selectFrom('core.auditEntry').selectAll().orderBy('id').execute()
    return rows.map(({ action, subjectId, content }) => ({ action, subjectId, ...JSON.parse(content).after }))
  })

it('an import is one entry of the audit log with the hash of its file; what changes nothing leaves none', async () => {
  await tryImport(platform, deskFile, desk, { dryRun: true, createMissing: true })
  await tryImport(platform, deskFile, desk)
  expect(await entries()).toEqual([])
  await tryImport(platform, deskFile, desk, { createMissing: true })
  const sha256 = createHash('sha256').update(readFileSync(deskFile)).digest('hex')
  const source = { file: 'permit-desk.csv', sha256 }
  const made = await entries()
  expect(made.filter(({ action }) => action === 'core.register.imported')).toEqual(
    ['organisations', 'halls', 'matters', 'channels'].map((subjectId) => ({
      action: 'core.register.imported',
      subjectId,
      ...source,
      created: expect.any(Number),
    })),
  )
  const counts = { rows: 472, stored: 701, duplicate: 0, parked: 0, historicalCards: expect.any(Number) }
  expect(made.at(-1)).toEqual({ action: 'core.cases.imported', subjectId: sha256, ...source, ...counts })
  await tryImport(platform, deskFile, desk, { createMissing: true })
  expect(await entries()).toEqual(made)
})
