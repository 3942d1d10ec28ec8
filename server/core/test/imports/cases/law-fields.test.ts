import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCaseMap } from '../../../src/imports/cases/case-map.ts'
import { openTestPlatform } from '../../../src/testing/platform.ts'
import type { TestPlatform } from '../../../src/testing/platform.ts'
import { counting, fileOf, tryImport } from './import-kit.ts'

let platform: TestPlatform
let folder: string
beforeAll(async () => {
  platform = await openTestPlatform([counting])
  folder = mkdtempSync(join(tmpdir(), 'zk-law-'))
})
afterAll(async () => {
  await platform.end()
  rmSync(folder, { recursive: true })
})

const map = readCaseMap(
  JSON.stringify({
    source: 'law-desk',
    file: { zone: 'Asia/Shanghai', dates: ['yyyy-MM-dd HH:mm'] },
    case: '编号',
    fields: { hall: { constant: 'LAW-DESK' }, matter: { constant: 'LICENCE' } },
    events: [
      {
        per: 'case',
        kind: 'ACCEPTED',
        id: 'accepted',
        at: '受理',
        fields: {
          promised: { amount: { constant: '7' }, unit: 'WORKING_DAY' },
          statutory: { amount: { constant: '10' }, unit: 'WORKING_DAY' },
          supplementDueAt: '补齐期限',
          parent: '主办件',
        },
      },
      {
        per: 'case',
        kind: 'SUSPENDED',
        id: 'suspended',
        at: '中止',
        when: '中止',
        fields: {
          ground: { column: '事由', values: { 听证: 'HEARING', 检测: 'TEST', 其他: 'OTHER_BY_LAW' } },
          approvedDays: { constant: '2' },
          noticed: { constant: '是' },
          approver: { constant: '审批处' },
        },
      },
      {
        per: 'case',
        kind: 'RESUMED',
        id: 'resumed',
        at: '恢复',
        when: '恢复',
        fields: { resumes: { constant: 'suspended' } },
      },
      {
        per: 'case',
        kind: 'EXTENDED',
        id: 'extended',
        at: '延期',
        when: '延期',
        fields: {
          extensionDays: '天数',
          extensionBasis: { constant: 'AGENCY' },
          approver: { constant: '局长办公会' },
          reason: { constant: '案情复杂' },
          noticed: { constant: '是' },
        },
      },
      { per: 'case', kind: 'CLOSED', id: 'closed', at: '办结', when: '办结', fields: { licenceFollows: '证照' } },
      { per: 'case', kind: 'LICENCE_ISSUED', id: 'licence', at: '签发', when: '签发' },
    ],
    create: { region: '430105', halls: { 'LAW-DESK': {} }, matters: { LICENCE: { type: 'LICENCE' } } },
  }),
)

const HEADER = '编号,受理,补齐期限,主办件,中止,事由,恢复,延期,天数,办结,证照,签发'
const import_ = (...rows: readonly string[]) =>
  tryImport(platform, fileOf(folder, [HEADER, ...rows].join('\n')), map, { createMissing: true })

describe('a file that tells what the law did to its cases', () => {
  it('refuses a row that the law does not allow, with its place', async () => {
    const { said } = await import_(
      '1,2026-03-02 10:00,,1,,,,,,,,',
      '2,2026-03-02 10:00,,,2026-03-03 10:00,其他,,,,,,',
      '3,2026-03-02 10:00,,,,,,2026-03-04 10:00,,,,',
      '4,2026-03-02 10:00,2026-03-01 10:00,,,,,,,,,',
      '5,2026-03-02 10:00,,,2026-03-03 10:00,开会,,,,,,',
    )
    expect(said).toEqual([
      'row 2, column 主办件: The input is not valid: A case is no part of itself.',
      'row 3, column law: The input is not valid: A ground beyond the eight of the licensing law must cite the law that allows it.',
      'row 4, column 天数: The input is not valid: An extension tells its days, above 0 and up to 365.',
      'row 5, column 补齐期限: The input is not valid: What is missing is due after the acceptance.',
      'row 6, column 事由: The input is not valid: There is no such ground.',
    ])
  })

  it('is taken with all of it', async () => {
    const { problems } = await import_(
      '2026-01,2026-03-02 10:00,2026-03-09 10:00,2026-00,2026-03-03 10:00,检测,2026-03-05 10:00,2026-03-10 10:00,5,2026-03-12 10:00,是,2026-03-13 10:00',
    )
    expect(problems).toEqual([])
    const row = await platform.database.withScope({ mode: 'engine' }, (trx) =>
      trx.selectFrom('core.case').selectAll().where('source', '=', 'law-desk').executeTakeFirstOrThrow(),
    )
    expect(row).toMatchObject({
      state: 'CLOSED',
      parentExternalId: '2026-00',
      supplementDueAt: new Date('2026-03-09T10:00:00+08:00'),
      extensionDays: 5,
      flags: '',
    })
  })
})
