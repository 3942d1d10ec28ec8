import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'

type Limit = 'promised_amount' | 'promised_unit' | 'statutory_amount' | 'statutory_unit'
type Row = Record<'base_code' | 'kind' | Limit | 'levels' | 'demo', string>

const rows = parse<Row>(readFileSync(new URL('../../data/matters-demo.csv', import.meta.url), 'utf8'), {
  columns: true,
})

it('has 48 matters with base codes of their own, each marked as demo', () => {
  expect(new Set(rows.map((row) => row.base_code)).size).toBe(48)
  expect(rows.filter((row) => !/^\d{12}$/.test(row.base_code) || row.demo !== '1')).toEqual([])
})

it('never promises more than the law allows, in the same unit', () => {
  const exceeds = (row: Row): boolean => Number(row.promised_amount) > Number(row.statutory_amount)
  expect(rows.filter((row) => exceeds(row) || row.promised_unit !== row.statutory_unit)).toEqual([])
})

it('promises zero days exactly for immediate matters', () => {
  expect(rows.filter((row) => (row.kind === 'IMMEDIATE') !== (row.promised_amount === '0'))).toEqual([])
})

it('offers something at every level', () => {
  const offered = new Set(rows.flatMap((row) => row.levels.split(';')))
  expect([...offered].toSorted()).toEqual(['CITY', 'COUNTY', 'PROVINCE', 'TOWNSHIP', 'VILLAGE'])
})
