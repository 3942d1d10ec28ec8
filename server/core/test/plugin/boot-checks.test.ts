import { describe, expect, test } from 'vitest'
import { assertPlugins, checkPlugins, PluginsRefused } from '../../src/boot-checks.ts'
import { plainRule } from '../../src/clock/rule-pack.ts'
import { planted, sound } from './fixture-plugin.ts'

const words = { 'zh-CN': '测试', en: 'Test' }
const [indicator] = sound.indicators ?? []
const [measure] = sound.measures ?? []
const [clock] = sound.clocks ?? []

const ofRecords = { ...clock, code: 'bench-letter', rules: 'complaint' }
const ownRule = plainRule({
  clock: 'bench-letter',
  level: 'RED',
  limit: 'OWN',
  defaultLimit: null,
  over: { comparator: '>', days: 0 },
})
const ownRules = { version: 1, rules: [ownRule] }
const twice = [ownRule, ownRule]

const held = { ...words, roles: ['AUTHORITY'] }
const finding = { code: 'BROKEN_BENCH', clause: '5-e', title: words, severity: 'MINOR' }
const survey = {
  code: 'benches',
  version: 1,
  clause: '5-e',
  title: words,
  kind: 'SURVEY',
  questions: [{ code: 'soft', text: words, kind: 'YES_NO' }],
  minimumAnswers: 5,
  indices: [],
}
const bare = { permissions: {}, clocks: [], emits: [], on: {} }

const defects: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  ['a name in capitals', 'BAD_NAME', { name: 'Parks', ...bare }],
  ['the name of core', 'BAD_NAME', { name: 'core', ...bare }],
  ['the prefix of core events', 'BAD_NAME', { name: 'cases', ...bare }],
  ["another plugin's permission", 'FOREIGN_PERMISSION', { permissions: { 'efficiency.read': held } }],
  ['a permission that no role holds', 'UNKNOWN_ROLE', { permissions: { 'parks.read': { ...words, roles: [] } } }],
  ['a role that there is not', 'UNKNOWN_ROLE', { permissions: { 'parks.read': { ...words, roles: ['KING'] } } }],
  ['a permission without a verb', 'FOREIGN_PERMISSION', { permissions: { parks: held } }],
  ['a migration without a number', 'BAD_MIGRATION_NAME', { migrations: { bench: { up: async () => undefined } } }],
  ['a class for a table of core', 'FOREIGN_TABLE', { columns: { 'core.case': { caseId: 'internal' } } }],
  ['a class that there is not', 'UNKNOWN_CLASS', { columns: { 'parks.bench': { colour: 'secret' } } }],
  ['a measure in camel case', 'BAD_CODE', { measures: [measure, { ...measure, code: 'theBenches' }] }],
  ['an indicator of no measure', 'UNKNOWN_MEASURE', { indicators: [{ ...indicator, sum: { chairs: 1 } }] }],
  ['an indicator that adds up nothing', 'UNKNOWN_MEASURE', { indicators: [{ ...indicator, sum: {} }] }],
  [
    'a ratio whose end stock is unknown',
    'UNKNOWN_MEASURE',
    {
      indicators: [
        {
          ...indicator,
          kind: 'ratio',
          numerator: { benches: 1 },
          denominator: { benches: 1 },
          denominatorAtEnd: { gone: 1 },
        },
      ],
    },
  ],
  [
    'a histogram of an unknown measure',
    'UNKNOWN_MEASURE',
    { indicators: [{ ...indicator, kind: 'median', histogram: [{ upTo: 1, measure: 'gone' }] }] },
  ],
  ['a clause that does not exist', 'UNKNOWN_CLAUSE', { clauses: ['9-z'] }],
  ['an indicator of no such clause', 'UNKNOWN_CLAUSE', { indicators: [{ ...indicator, clause: '6.4' }] }],
  ['a clock of no such clause', 'UNKNOWN_CLAUSE', { clocks: [{ ...clock, clause: 'toString' }] }],
  ["another plugin's event", 'FOREIGN_EVENT', { emits: ['efficiency.card.issued', 'parks.bench.repaired'] }],
  ['an event of two parts', 'FOREIGN_EVENT', { emits: ['parks.repaired', 'parks.bench.repaired'] }],
  ['a clock whose event it does not emit', 'UNKNOWN_EVENT', { clocks: [{ ...clock, event: 'parks.card.issued' }] }],
  ['a clock of records by rules that there are not', 'BAD_RULES', { subjectClocks: [{ ...ofRecords, rules: 'gone' }] }],
  ['own rules for another clock', 'BAD_RULES', { subjectClocks: [{ ...ofRecords, code: 'other', rules: ownRules }] }],
  ['no rule at all', 'BAD_RULES', { subjectClocks: [{ ...ofRecords, rules: { version: 1, rules: [] } }] }],
  ['a finding type in small letters', 'BAD_CODE', { findingTypes: [{ ...finding, code: 'broken-bench' }] }],
  ['two finding types of one code', 'DUPLICATE_FINDING_TYPE', { findingTypes: [finding, finding] }],
  ['a finding type of no such clause', 'UNKNOWN_CLAUSE', { findingTypes: [{ ...finding, clause: '9-z' }] }],
  ['a severity that there is not', 'UNKNOWN_SEVERITY', { findingTypes: [{ ...finding, severity: 'HUGE' }] }],
  ['a finding type without a title', 'MISSING_TEXT', { findingTypes: [{ ...finding, title: { ...words, en: '' } }] }],
  ['two rules of a level', 'BAD_RULES', { subjectClocks: [{ ...ofRecords, rules: { version: 1, rules: twice } }] }],
  ['one clock for cases and records', 'DUPLICATE_CLOCK', { subjectClocks: [{ ...ofRecords, code: 'bench-repair' }] }],
  [
    'a clock of records without English',
    'MISSING_TEXT',
    { subjectClocks: [{ ...ofRecords, title: { 'zh-CN': '测试' } }] },
  ],
  ['an event that nobody emits', 'UNKNOWN_EVENT', { on: { 'parks.bench.painted': async () => undefined } }],
  ['a survey that asks nothing', 'BAD_SURVEY', { surveys: [{ ...survey, questions: [] }] }],
  ['a survey that is there twice', 'DUPLICATE_SURVEY', { surveys: [survey, survey] }],
  ['a survey of no clause', 'UNKNOWN_CLAUSE', { surveys: [{ ...survey, clause: '9-z' }] }],
  ['a survey without English', 'MISSING_TEXT', { surveys: [{ ...survey, title: { 'zh-CN': '测试' } }] }],
  ['a title without English', 'MISSING_TEXT', { title: { 'zh-CN': '测试', en: ' ' } }],
  [
    'a permission without Chinese',
    'MISSING_TEXT',
    { permissions: { 'parks.read': { en: 'Read', roles: ['AUTHORITY'] } } },
  ],
  [
    'an indicator without a description',
    'MISSING_TEXT',
    { indicators: [{ ...indicator, description: { 'zh-CN': '长椅' } }] },
  ],
]

describe('checks of the plugins at the start', () => {
  test('a sound plugin passes', () => {
    expect(checkPlugins([sound])).toEqual([])
    expect(() => assertPlugins([sound])).not.toThrow()
  })

  test.each(defects)('%s is refused as %s', (_, code, change) => {
    expect(checkPlugins([planted(change)]).map((fault) => fault.code)).toEqual([code])
  })

  test('what two plugins both have is refused, whatever their order', () => {
    const twin = planted({
      name: 'lakes',
      permissions: {},
      clocks: [{ ...clock, event: 'lakes.card.issued' }],
      emits: ['lakes.card.issued'],
      on: {},
    })
    const codes = ['DUPLICATE_MEASURE', 'DUPLICATE_INDICATOR', 'DUPLICATE_CLOCK']
    expect(checkPlugins([sound, twin]).map((fault) => fault.code)).toEqual(codes)
    expect(checkPlugins([twin, sound]).map((fault) => fault.code)).toEqual(codes)
    expect(checkPlugins([sound, sound]).map((fault) => fault.code)).toContain('DUPLICATE_PLUGIN')
  })

  test('hears an event of another plugin in either order', () => {
    const hearer = planted({
      name: 'lakes',
      permissions: {},
      measures: [],
      indicators: [],
      clocks: [],
      emits: [],
      on: { 'parks.bench.repaired': async () => undefined },
    })
    expect(checkPlugins([sound, hearer])).toEqual([])
    expect(checkPlugins([hearer, sound])).toEqual([])
    expect(checkPlugins([hearer]).map((fault) => fault.code)).toEqual(['UNKNOWN_EVENT'])
  })

  test('the refusal says every fault with its code and place', () => {
    const bad = planted({ clauses: ['9-z'], title: { 'zh-CN': '', en: 'Parks' } })
    expect(() => assertPlugins([bad])).toThrow(PluginsRefused)
    expect(() => assertPlugins([bad])).toThrow(/UNKNOWN_CLAUSE in parks: .*"9-z"[\s\S]*MISSING_TEXT in parks: .*zh-CN/)
  })
})
