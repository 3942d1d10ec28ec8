import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openErrorsFile } from '../../../src/imports/cases/errors-file.ts'
import { checkRollups } from '../../../src/indicators/graphql/rollup-check.ts'
import { openTestPlatform } from '../../../src/testing/platform.ts'
import type { TestPlatform } from '../../../src/testing/platform.ts'
import { counting, figuresOf, fileOf, mapOf, rowsOf, tryImport } from './import-kit.ts'

const here = (name: string): URL => new URL(name, import.meta.url)
const deskFile = fileURLToPath(here('permit-desk.csv'))
const desk = mapOf(here('permit-desk.map.json'))
const log = fileURLToPath(here('../../../../../../shared/data/receipt.csv'))

let platform: TestPlatform
let folder: string
beforeAll(async () => {
  platform = await openTestPlatform([counting])
  folder = mkdtempSync(join(tmpdir(), 'zk-import-'))
})
afterAll(async () => {
  await platform.end()
  rmSync(folder, { recursive: true })
})

describe('the file of a permit desk', () => {
  const figures = {
    byChannel: { COUNTER: 25, EMAIL: 19, HOTLINE: 11, PORTAL: 53, POST: 12 },
    whole: { 'cases-accepted': 120, 'cases-closed': 109, 'cases-closed-late': 33, 'ratings-cases-closed': 109 },
  }

  it('is refused, code by code, while its hall and matter are unknown', async () => {
    const { report, said } = await tryImport(platform, deskFile, desk)
    expect(report.written).toBeNull()
    expect(said).toContain(
      'row 2, column hall: There is no hall with the code "PERMIT-DESK". Check the code, or register the hall first.',
    )
    expect(said.some((sentence) => sentence.startsWith('row 2, column case:office: There is no organisation'))).toBe(
      true,
    )
    expect(await rowsOf(platform, 'permit-desk')).toMatchObject({ cases: 0, events: 0 })
  })

  it('writes nothing in a dry run, and says what would happen', async () => {
    const { report, problems } = await tryImport(platform, deskFile, desk, { dryRun: true, createMissing: true })
    expect(problems).toEqual([])
    expect(report.contents).toMatchObject({ rows: 472, cases: 120 })
    expect(Object.fromEntries(report.contents.eventsByKind)).toEqual({ ACCEPTED: 120, CLOSED: 109, STEP: 472 })
    expect(report.created.halls).toEqual([{ code: 'PERMIT-DESK', name: '许可受理处（示例）', region: '430100000000' }])
    expect(report.created.channels.map(({ code }) => code).toSorted()).toEqual(['COUNTER', 'HOTLINE'])
    expect(await rowsOf(platform, 'permit-desk')).toMatchObject({ cases: 0, events: 0 })
    expect((await platform.registers.index(true)).hallByCode.has('PERMIT-DESK')).toBe(false)
  })

  it('shows its exact figures, flags what ends before it starts, and pushes nothing', async () => {
    const { report, problems } = await tryImport(platform, deskFile, desk, { createMissing: true })
    expect(problems).toEqual([])
    expect(report.written).toMatchObject({ stored: 701, duplicate: 0, parked: 0 })
    expect(await figuresOf(platform, 'permit-desk')).toEqual(figures)
    const rows = await rowsOf(platform, 'permit-desk')
    expect(rows).toMatchObject({ cases: 120, events: 701, pushed: 0, early: 2 })
    expect(rows?.alerts).toBe(report.written?.historicalCards)
    expect(rows?.alerts).toBeGreaterThan(33)
  })

  it('changes nothing when it comes again', async () => {
    const before = await rowsOf(platform, 'permit-desk')
    const { report } = await tryImport(platform, deskFile, desk, { createMissing: true })
    expect(report.written).toEqual({ stored: 0, duplicate: 701, parked: 0, historicalCards: 0 })
    expect(await figuresOf(platform, 'permit-desk')).toEqual(figures)
    expect(await rowsOf(platform, 'permit-desk')).toEqual(before)
    const check = await checkRollups(platform, '430000000000', { from: '2025-01-01', to: '2026-01-01' })
    expect(check.mismatches).toEqual([])
  })

  it('is taken back as a whole when one event has other content than what is stored', async () => {
    const changed = readFileSync(deskFile, 'utf8')
      .replaceAll('PD-20250001', 'PD-NEW')
      .replace(/(PD-20250120.*)desk \d/u, '$1desk 9')
    const { report, said } = await tryImport(platform, fileOf(folder, changed), desk)
    expect(report.written).toBeNull()
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^row \d+, column step:id: This conflicts with what is stored/u)
    expect(await rowsOf(platform, 'permit-desk')).toMatchObject({ cases: 120, events: 701 })
  })

  it('lists every problem in a file of its own, in which nothing is a formula', async () => {
    const lines = readFileSync(deskFile, 'utf8').split('\n').slice(0, 3)
    const bad = [lines[0], (lines[1] ?? '').replace('Web', '"=HYPERLINK(""x"")"'), lines[2]].join('\n')
    const errors = openErrorsFile(join(folder, 'bad.errors.csv'))
    const { problems } = await tryImport(platform, fileOf(folder, bad), desk)
    for (const problem of problems) errors.add(problem)
    await errors.close()
    const text = readFileSync(join(folder, 'bad.errors.csv'), 'utf8')
    expect(text).toContain(`"2","case:channel","'=HYPERLINK(""x"")","UNKNOWN_CHANNEL"`)
    expect(text).toContain('"3","case:channel"')
  })
})

describe('the public log of a permit desk', () => {
  const receipt = mapOf(here('../../../../../docs/guide/example/receipt.map.json'))

  it.runIf(existsSync(log))('has 1,434 cases, 1,329 closed, 377 late, twice', async () => {
    for (const time of ['first', 'second']) {
      const { report, problems } = await tryImport(platform, log, receipt, { createMissing: true })
      expect(problems).toEqual([])
      const written = 8_577 + 1_434 + 1_329
      expect(report.written).toMatchObject(
        time === 'first' ? { stored: written, duplicate: 0 } : { stored: 0, duplicate: written, historicalCards: 0 },
      )
      expect(await figuresOf(platform, 'receipt')).toEqual({
        byChannel: { DESK: 109, EMAIL: 21, INTERN: 1, INTERNET: 1_250, POST: 53 },
        whole: {
          'cases-accepted': 1_434,
          'cases-closed': 1_329,
          'cases-closed-late': 377,
          'ratings-cases-closed': 1_329,
        },
      })
      expect(await rowsOf(platform, 'receipt')).toMatchObject({ cases: 1_434, early: 2, pushed: 0 })
    }
  })
})
