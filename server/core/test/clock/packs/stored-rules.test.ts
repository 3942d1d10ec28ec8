import { expect, test } from 'vitest'
import { absoluteDueThresholds, cardThresholds, DEFAULT_RULE_PACK, defaultRulesOf } from '../../../src/clock/index.ts'
import { makeRulePacks } from '../../../src/clock/packs/rule-packs.ts'
import { readRules, writeRules } from '../../../src/clock/packs/stored-rules.ts'
import { at, days, national, shown } from '../fixtures.ts'

const stored = { id: 'stored', version: 1, scopeKey: 0, scopeEnd: 10, from: new Date(0) }
const pack = makeRulePacks([{ ...stored, rules: readRules(writeRules(DEFAULT_RULE_PACK)) }], []).packFor(1, new Date())
const start = at('2018-10-15 10:00')
const cards = (clock: string, limits: Parameters<typeof cardThresholds>[1]['limits']) =>
  shown(cardThresholds(national, { start, suspensions: [], limits }, pack.rulesOf(clock)))

test('the default table is the same after it was stored', () => {
  expect(readRules(writeRules(DEFAULT_RULE_PACK))).toEqual(DEFAULT_RULE_PACK)
  expect(pack.rulesOf('case')).toEqual(defaultRulesOf('case'))
})

test('clause 6.4-b: the worked examples hold to the second through a stored pack', () => {
  expect(cards('case', { PROMISED: days(7), STATUTORY: days(10) })).toEqual([
    'WARNING 2018-10-19 10:00:01',
    'YELLOW 2018-10-24 10:00:01',
    // By civil law, as red is by default.
    'RED 2018-10-30 09:00:01',
  ])
  expect(cards('immediate', { PROMISED: days(0) })).toEqual(['YELLOW 2018-10-15 17:00:01'])
  expect(cards('special-procedure', { OWN: days(7) }).slice(0, 2)).toEqual([
    'WARNING 2018-10-19 10:00:01',
    'YELLOW 2018-10-24 10:00:01',
  ])
  expect(cards('pre-acceptance', {}).slice(0, 2)).toEqual(['WARNING 2018-10-17 10:00:01', 'YELLOW 2018-10-22 10:00:01'])
  expect(cards('e-licence', {})).toEqual(['YELLOW 2018-10-18 10:00:01'])
  expect(cards('delivery', {})).toEqual(['WARNING 2018-10-24 10:00:01', 'YELLOW 2018-10-29 10:00:01'])
  const due = { due: at('2018-10-22 10:00') }
  expect(shown(absoluteDueThresholds(national, due, pack.rulesOf('consultation')))).toEqual([
    'WARNING 2018-10-17 10:00:01',
    'YELLOW 2018-10-22 10:00:01',
    'RED 2018-10-23 10:00:01',
  ])
})

test('rules that say the same are the same text, whatever the order of their keys', () => {
  const turned = DEFAULT_RULE_PACK.map((rule) => Object.fromEntries(Object.entries(rule).toReversed()) as typeof rule)
  expect(writeRules(turned)).toBe(writeRules(DEFAULT_RULE_PACK))
})
