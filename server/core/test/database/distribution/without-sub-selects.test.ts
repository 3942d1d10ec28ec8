import { expect, test } from 'vitest'
import { withoutSubSelects } from '../../../src/database/distribution/without-sub-selects.ts'

test('a sub-select of one value is taken by itself, with its name or without', () => {
  expect(withoutSubSelects('(a >= ( SELECT (b)::bigint AS "nullif"))')).toBe('(a >= ((b)::bigint))')
  expect(withoutSubSelects('(( SELECT ((a = 0) AND (b = 0))) OR c)')).toBe('((((a = 0) AND (b = 0))) OR c)')
})

test('one inside of another and one after another are taken, too', () => {
  expect(withoutSubSelects('( SELECT (1 + ( SELECT 2 AS "?column?")) AS x) + ( SELECT 3)')).toBe('((1 + (2))) + (3)')
})

test('a parenthesis in quotes closes nothing', () => {
  expect(withoutSubSelects(`( SELECT f('):'::text) AS f)`)).toBe(`(f('):'::text))`)
})

test('what reads from a table stays, and is seen to stay', () => {
  const condition = '(NOT (EXISTS ( SELECT FROM unnest(a) held(unit))))'
  expect(withoutSubSelects(condition)).toBe(condition)
})
