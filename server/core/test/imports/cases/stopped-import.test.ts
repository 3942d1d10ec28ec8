import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCaseMap } from '../../../src/imports/cases/case-map.ts'
import { openTestPlatform } from '../../../src/testing/platform.ts'
import type { TestPlatform } from '../../../src/testing/platform.ts'
import { counting, figuresOf, fileOf, rowsOf, tryImport } from './import-kit.ts'

let platform: TestPlatform
let folder: string
beforeAll(async () => {
  platform = await openTestPlatform([counting])
  folder = mkdtempSync(join(tmpdir(), 'zk-stopped-'))
  await platform.save('halls', [{ code: 'H', name: '大厅（测试）', region: '430102' }])
  await platform.save('matters', [{ code: 'M', name: '事项（测试）', type: 'OTHER' }])
})
afterAll(async () => {
  await platform.end()
  rmSync(folder, { recursive: true })
})

const map = readCaseMap(
  JSON.stringify({
    source: 'stopped',
    case: 'no',
    fields: { hall: { constant: 'H' }, matter: { constant: 'M' } },
    events: [
      { per: 'case', kind: 'ACCEPTED', id: 'accepted', at: 'in' },
      { per: 'case', kind: 'CLOSED', id: 'closed', at: 'out' },
    ],
  }),
)
const CASES = 6_000
const rows = Array.from(
  { length: CASES },
  (_, at) => `S${at},2026-03-0${1 + (at % 9)}T09:00:00+08:00,2026-03-1${at % 9}T10:00:00+08:00`,
)
const content = `no,in,out\n${rows.join('\n')}\n`

it('leaves nothing half-loaded when it is stopped in the middle, and loads the whole afterwards', async () => {
  const file = fileOf(folder, content)
  const stopping = new AbortController()
  let written = 0
  const onProgress = (phase: string, done: number): void => {
    if (phase !== 'writing') return
    written = done
    stopping.abort()
  }
  await expect(tryImport(platform, file, map, { onProgress, signal: stopping.signal })).rejects.toThrow('aborted')
  expect(written).toBeGreaterThan(2_000)
  expect(written).toBeLessThan(CASES)
  expect(await rowsOf(platform, 'stopped')).toMatchObject({ cases: 0, events: 0, alerts: 0 })
  const { report } = await tryImport(platform, file, map)
  expect(report.written).toMatchObject({ stored: 2 * CASES, duplicate: 0 })
  expect((await figuresOf(platform, 'stopped')).whole).toMatchObject({ 'cases-accepted': CASES, 'cases-closed': CASES })
})

it('names the rows that a calendar cannot hold, and takes none', async () => {
  const limited = readCaseMap(
    JSON.stringify({
      ...map,
      source: 'far',
      fields: { ...map.fields, promised: { amount: { column: 'days' }, unit: 'WORKING_DAY' } },
      events: [{ per: 'case', kind: 'ACCEPTED', id: 'accepted', at: 'in' }],
    }),
  )
  const file = fileOf(
    folder,
    [
      'no,in,days',
      ...rows.slice(0, 40).map((row, at) => `${row.split(',').slice(0, 2).join(',')},${at === 17 ? 3_650 : 5}`),
    ].join('\n'),
  )
  const { report, said } = await tryImport(platform, file, limited)
  expect(report.written).toBeNull()
  expect(said).toEqual([expect.stringMatching(/^row 19: .*beyond the calendar/u)])
  expect(await rowsOf(platform, 'far')).toMatchObject({ cases: 0 })
})
