import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MapRefused, readCaseMap } from '../../../src/imports/cases/case-map.ts'
import { openTestPlatform } from '../../../src/testing/platform.ts'
import type { TestPlatform } from '../../../src/testing/platform.ts'
import { counting, fileOf, rowsOf, tryImport } from './import-kit.ts'

let platform: TestPlatform
let folder: string
beforeAll(async () => {
  platform = await openTestPlatform([counting])
  folder = mkdtempSync(join(tmpdir(), 'zk-hostile-'))
  await platform.save('halls', [{ code: 'H', name: '大厅（测试）', region: '430102' }])
  await platform.save('matters', [{ code: 'M', name: '事项（测试）', type: 'OTHER' }])
})
afterAll(async () => {
  await platform.end()
  rmSync(folder, { recursive: true })
})

const map = (file: object = { zone: 'Asia/Shanghai', dates: ['iso', 'yyyy/M/d H:mm'] }, fields: object = {}) =>
  readCaseMap(
    JSON.stringify({
      source: 'hostile',
      file,
      case: 'no',
      fields: { hall: { constant: 'H' }, matter: { constant: 'M' }, ...fields },
      events: [
        { per: 'case', kind: 'ACCEPTED', id: '{case}-a', at: 'in' },
        { per: 'case', kind: 'CLOSED', id: '{case}-c', at: 'out', when: 'out' },
      ],
    }),
  )

const said = async (content: string | Buffer, with_ = map()) => {
  const { report, said: sentences } = await tryImport(platform, fileOf(folder, content), with_)
  expect(report.written).toBeNull()
  expect(await rowsOf(platform, 'hostile')).toMatchObject({ cases: 0, events: 0 })
  return sentences
}

const HEADER = 'no,in,out'
const GOOD = 'A1,2026-03-02 09:00:00,2026-03-03 09:00:00'

describe('a file that is not what it should be', () => {
  it('is refused when it is empty, or has a header only', async () => {
    expect(await said('')).toEqual(['The input is not valid: The file is empty.'])
    expect(await said(`${HEADER}\n`)).toEqual(['The input is not valid: The file has no rows that can be read.'])
  })

  it('is refused for a wrong delimiter, missing and doubled columns, each named', async () => {
    expect(await said(`${HEADER}\n${GOOD}`.replaceAll(',', ';'))).toEqual(
      ['no', 'in', 'out'].map(
        (column) =>
          `row 1, column ${column}: The input is not valid: The header has no such column. It has just one column: check file.delimiter of the map.`,
      ),
    )
    expect(await said('no,in,in\nA,2026-03-02 09:00:00,')).toEqual([
      'row 1, column in: The input is not valid: The header has this column more than once.',
      'row 1, column out: The input is not valid: The header has no such column. It has: no, in, in',
    ])
  })

  it('is refused as UTF-16, with NUL bytes, and with bytes that are no text, surrogates among them', async () => {
    const text = `${HEADER}\n${GOOD}\n`
    expect(await said(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual([
      'The input is not valid: The file is UTF-16. Save it as UTF-8.',
    ])
    expect((await said(Buffer.from(text, 'utf16le'))).join()).toContain('NUL bytes')
    expect((await said(`${text}A\0,2026-03-02 09:00:00,`)).join()).toContain('NUL bytes')
    const surrogate = Buffer.concat([Buffer.from(text), Buffer.from([0xed, 0xa0, 0x80])])
    expect((await said(surrogate)).join()).toContain('no UTF-8')
    expect((await said(Buffer.concat([Buffer.from(text), Buffer.from([0xd6, 0xd0])]))).join()).toContain('no UTF-8')
  })

  it('is refused for a line of 200 MB, without holding it in memory', async () => {
    const path = join(folder, 'long.csv')
    const file = await open(path, 'w')
    await file.write(`${HEADER}\nA,"`)
    await file.truncate(200 * 1024 * 1024)
    await file.close()
    // A sparse file reads as NUL, which is found first; so the same again with text.
    const text = Buffer.alloc(2 * 1024 * 1024, 'x')
    const before = process.memoryUsage().rss
    expect((await tryImport(platform, path, map())).said.join()).toContain('NUL bytes')
    const letters = await open(path, 'w')
    await letters.write(`${HEADER}\nA,"`)
    for (let part = 0; part < 100; part += 1) await letters.write(text)
    await letters.close()
    expect((await tryImport(platform, path, map())).said.join()).toContain('longer than 1000000 characters')
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
  })

  it('is refused for open quotes and rows of another width, by row', async () => {
    expect((await said(`${HEADER}\n${GOOD}\nB,"2026`)).join()).toMatch(/^row 3: .*quotes/u)
    expect(await said(`${HEADER}\n${GOOD}\nB,2026-03-02 09:00:00\nC,2026-03-02 09:00:00,,x`)).toEqual([
      'row 3: The input is not valid: This row has 2 columns, the header has 3. Check delimiters and quotes.',
      'row 4: The input is not valid: This row has 4 columns, the header has 3. Check delimiters and quotes.',
    ])
  })
})

describe('cells that cannot be taken', () => {
  it('are told by row and column: dates without zone, impossible, far off, in the future', async () => {
    const rows = [
      'A,2026-02-30 09:00:00,',
      'B,2026-03-02 25:00:00,',
      'C,02.03.2026,',
      'D,1999-03-02 09:00:00,',
      'E,2099-03-02 09:00:00,',
      'F,,',
      ',2026-03-02 09:00:00,',
      'G,2026-03-02 09:00:00+99:00,',
      '=1+1,2026/3/2 9:00,not a date',
    ]
    const sentences = await said(`${HEADER}\n\n${rows.join('\n')}`)
    expect(sentences.map((sentence) => sentence.slice(0, sentence.indexOf(':')))).toEqual([
      ...[3, 4, 5, 6, 7, 8].map((row) => `row ${row}, column in`),
      'row 9, column no',
      'row 10, column in',
      'row 11, column out',
    ])
    expect(sentences[2]).toContain('This is not written in a format of the map: iso, yyyy/M/d H:mm.')
    const unzoned = await said(`${HEADER}\n${GOOD}`, map({}))
    expect(unzoned[0]).toBe(
      'row 2, column in: The input is not valid: This has no offset, and the map names no file.zone (like Asia/Shanghai).',
    )
  })

  it('are told when rows of one case disagree, and when one id has two contents', async () => {
    const rows = [GOOD, GOOD, GOOD.replace('03-02', '03-01')].join('\n')
    expect(await said(`${HEADER}\n${rows}`)).toEqual([
      'row 4, column in: The input is not valid: This differs from row 2 of the same case ("2026-03-02 09:00:00").',
    ])
  })

  it('are told for control characters and texts that are too long', async () => {
    expect((await said(`${HEADER}\nA\u0007,2026-03-02 09:00:00,`))[0]).toMatch(/^row 2, column no: .*cannot be stored/u)
    expect((await said(`${HEADER}\n${'A'.repeat(129)},2026-03-02 09:00:00,`))[0]).toMatch(
      /^row 2, column no: .*at most 128/u,
    )
  })

  it('may look like formulas: they are text', async () => {
    const { report } = await tryImport(platform, fileOf(folder, `${HEADER}\n=1+1,2026-03-02 09:00:00,`), map(), {
      dryRun: true,
    })
    expect(report.problems).toBe(0)
  })
})

describe('what a map may say', () => {
  it('is checked as a whole', () => {
    const refused = (text: string) => {
      try {
        readCaseMap(text)
      } catch (error) {
        return error instanceof MapRefused ? error.problems : error
      }
      return 'taken'
    }
    expect(refused('{')).toHaveLength(1)
    expect(
      refused('{"source":"x","case":"no","events":[{"per":"all","kind":"OPENED","id":"x","at":"in"}],"fieldz":{}}'),
    ).toHaveLength(3)
    expect(
      refused(
        '{"source":"x","case":"no","file":{"zone":"Mars/Olympus"},"events":[{"per":"row","kind":"STEP","id":"x","at":"in"}]}',
      ),
    ).toEqual(['file.zone: no zone of the tz database'])
  })

  it('reads GB18030, a byte order mark, other zones and tables of values', async () => {
    const gb = Buffer.concat([
      Buffer.from(`${HEADER},`),
      Buffer.from([0xc7, 0xfe, 0xb5, 0xc0]),
      Buffer.from('\nA,2026-03-02 09:00:00,,'),
      Buffer.from([0xcd, 0xf8, 0xd5, 0xbe]),
      Buffer.from('\n'),
    ])
    const channel = { column: '渠道', values: { 网站: 'PORTAL' } }
    const taken = await tryImport(
      platform,
      fileOf(folder, gb),
      map({ encoding: 'GB18030', zone: 'Europe/Amsterdam' }, { channel }),
      { dryRun: true },
    )
    expect(taken.said).toEqual([])
    const marked = await tryImport(platform, fileOf(folder, `\uFEFF${HEADER}\r\n${GOOD}\r\n`), map(), { dryRun: true })
    expect(marked.said).toEqual([])
    // Clocks went forward at two that night.
    const gap = await tryImport(
      platform,
      fileOf(folder, `${HEADER}\nA,2026-03-29 02:30:00,`),
      map({ zone: 'Europe/Amsterdam' }),
      { dryRun: true },
    )
    expect(gap.said[0]).toContain('There is no such date or time.')
  })
})
