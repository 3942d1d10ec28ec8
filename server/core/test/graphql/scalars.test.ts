import { describe, expect, test } from 'vitest'
import { parseInstant, parseLocalDate, parseRegionCode } from '../../src/graphql/scalars.ts'

describe('an instant', () => {
  test.each([
    ['2026-03-02T09:00:00+08:00', '2026-03-02T01:00:00.000Z'],
    ['2026-03-02T09:00+08:00', '2026-03-02T01:00:00.000Z'],
    ['2026-03-02T01:00:00.123456Z', '2026-03-02T01:00:00.123Z'],
    ['2024-02-29T23:59:59-03:30', '2024-03-01T03:29:59.000Z'],
    ['1900-01-01T00:00:00+08:00', '1899-12-31T16:00:00.000Z'],
  ])('reads %s', (text, iso) => expect(parseInstant(text).toISOString()).toBe(iso))

  test.each([
    '2026-03-02T09:00:00', // no offset
    '2026-03-02',
    '2026-02-29T09:00:00Z',
    '2026-13-01T09:00:00Z',
    '2026-03-02T24:00:00Z',
    '2026-03-02T09:60:00Z',
    '2026-03-02T09:00:00+15:00',
    '1899-12-31T09:00:00Z',
    '2101-01-01T09:00:00Z',
    '+002026-03-02T09:00:00Z',
    '2026-03-02T09:00:00Z\0',
    ' 2026-03-02T09:00:00Z',
    '',
    1772413200000,
    null,
  ])('refuses %j', (value) =>
    expect(() => parseInstant(value)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' })),
  )
})

test('a local date must exist', () => {
  expect(parseLocalDate('2024-02-29')).toBe('2024-02-29')
  for (const wrong of ['2023-02-29', '2026-00-01', '26-01-01', '2026-1-1', 20260101]) {
    expect(() => parseLocalDate(wrong)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
  }
})

test('a region code is padded to twelve digits', () => {
  for (const code of ['43', '4301', '430102', '430102001', '430102001001']) {
    expect(parseRegionCode(code)).toBe(code.padEnd(12, '0'))
  }
  for (const wrong of ['4', '430', '43010', '4301020010012', '43010a', '', ' 43', '４３']) {
    expect(() => parseRegionCode(wrong)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
  }
})
