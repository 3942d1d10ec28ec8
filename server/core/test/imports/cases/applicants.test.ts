import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPersonalRecords } from '../../../src/access/personal/personal-records.ts'
import { readCaseMap } from '../../../src/imports/cases/case-map.ts'
import { openErrorsFile } from '../../../src/imports/cases/errors-file.ts'
import { wholeRange } from '../../../src/database/scope.ts'
import { openTestPlatform } from '../../../src/testing/platform.ts'
import type { TestPlatform } from '../../../src/testing/platform.ts'
import { counting, fileOf, tryImport } from './import-kit.ts'

let platform: TestPlatform
let folder: string
beforeAll(async () => {
  platform = await openTestPlatform([counting])
  folder = mkdtempSync(join(tmpdir(), 'zk-applicants-'))
})
afterAll(async () => {
  await platform.end()
  rmSync(folder, { recursive: true })
})

const map = readCaseMap(
  JSON.stringify({
    source: 'old-desk',
    case: 'number',
    fields: { hall: { constant: 'EAST' }, matter: { constant: 'FOOD' } },
    events: [
      {
        per: 'case',
        kind: 'SUBMITTED',
        id: 'submitted',
        at: 'at',
        fields: {
          applicantName: 'who',
          applicantKind: { column: 'type', values: { 个人: 'PERSON', 企业: 'ORGANISATION' } },
          applicantIdNumber: 'document',
          applicantPhone: 'phone',
        },
      },
      { per: 'row', kind: 'STEP', id: '{step}', at: 'at', fields: { step: 'step' } },
    ],
    create: { region: '430105', halls: { EAST: {} }, matters: { FOOD: {} } },
  }),
)
const HEADER = 'number,at,who,type,document,phone,step\n'
const row = (number: string, who: string, document = '', phone = '', step = '1', type = '个人') =>
  `${number},2026-03-02T09:00:00+08:00,${who},${type},${document},${phone},${step}\n`
const load = (rows: string, name: string) =>
  tryImport(platform, fileOf(folder, HEADER + rows, name), map, { createMissing: true })

const reach = { ...wholeRange, organisationId: null, hallId: null }
const applicantOf = (number: string) =>
  platform.database.withScope({ mode: 'reader', ...wholeRange }, async (trx) => {
    const records = createPersonalRecords(platform.vault)
    return (await records.reveal(trx, reach, 'APPLICANT', `old-desk\n${number}`))?.data ?? null
  })

describe('the columns of who applied', () => {
  it('are sealed with the cases, and loading the file again changes nothing', async () => {
    const rows =
      row('1', '张某某', '11010519491231002X', '12900000001') +
      row('1', '张某某', '11010519491231002X', '12900000001', '2') +
      row('2', '某某有限公司', '91350100M000100Y43', '', '1', '企业') +
      row('3', '')
    const { report, said } = await load(rows, 'good.csv')
    expect(said).toEqual([])
    expect(report.written).toMatchObject({ stored: 7 })
    expect(await applicantOf('1')).toMatchObject({ name: '张某某', idNumber: '11010519491231002X' })
    expect(await applicantOf('2')).toMatchObject({ kind: 'ORGANISATION', name: '某某有限公司' })
    expect(await applicantOf('3')).toBeNull()
    expect((await load(rows, 'again.csv')).report.written).toMatchObject({ stored: 0, duplicate: 7 })
  })

  it.each([
    ['a wrong number', row('4', '张某某', '110105194912310021'), 'column document'],
    ['a number without a name', row('4', '', '11010519491231002X'), 'column who'],
    ['an unknown kind', row('4', '张某某', '', '12900000001', '1', '张某某'), 'column type'],
    ['another person in the second row', row('4', '张某某') + row('4', '张二某', '', '', '2'), 'row 3, column who'],
    ['another person than before', row('1', '李某某', '', '12900000002'), 'CONFLICT'],
  ])('name the place of %s and never what the cell holds', async (what, rows, place) => {
    const { report, problems, said } = await load(rows, 'bad.csv')
    expect(report.written).toBeNull()
    expect(said.concat(problems.map(({ code }) => code)).join('\n')).toContain(place)
    const path = join(folder, `${what}.csv`)
    const errors = openErrorsFile(path)
    for (const problem of problems) errors.add(problem)
    await errors.close()
    expect(`${said.join('\n')}${readFileSync(path, 'utf8')}`).not.toMatch(/某某|1101051949|1290000/u)
  })
})
