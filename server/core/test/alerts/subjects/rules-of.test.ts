import { describe, expect, test } from 'vitest'
import { rulesOf } from '../../../src/alerts/subjects/rules-of.ts'
import { DEFAULT_PACK, plainRule, type CardLevel, type RulePack } from '../../../src/clock/index.ts'
import { recordClocks } from '../../../src/testing/record-clocks.ts'

const declared = (code: string) => {
  const clock = recordClocks.subjectClocks?.find((it) => it.code === code)
  if (clock === undefined) throw new Error(code)
  return clock
}

const told = (code: string, pack: RulePack) =>
  rulesOf(declared(code), pack).map(
    ({ rule, version }) => `${rule.level} ${rule.over.comparator} ${rule.over.days} ${version}`,
  )

/** A pack that states one rule of a clock over the default table. */
const stating = (clock: string, level: CardLevel): RulePack => {
  const rule = plainRule({ clock, level, limit: 'OWN', defaultLimit: null, over: { comparator: '>', days: 4 } })
  return {
    ...DEFAULT_PACK,
    rulesOf: (code) => (code === clock ? [rule] : DEFAULT_PACK.rulesOf(code)),
    versionOf: (of) => (of.clock === clock ? 'changsha@3' : DEFAULT_PACK.versionOf(of)),
  }
}

describe('the rules of a clock of records', () => {
  test('are those of the pack that it names', () => {
    expect(told('consultation', DEFAULT_PACK)).toEqual([
      'WARNING >= -2 default@1',
      'YELLOW >= 1 default@1',
      'RED >= 2 default@1',
    ])
  })

  test('are its own, under their own version', () => {
    expect(told('disclosure', DEFAULT_PACK)).toEqual([
      'WARNING >= -2 disclosure@1',
      'YELLOW >= 1 disclosure@1',
      'RED >= 1 disclosure@1',
    ])
  })

  test('what the place states of a level takes the place of the own rule of that level', () => {
    expect(told('disclosure', stating('disclosure', 'YELLOW')).toSorted()).toEqual([
      'RED >= 1 disclosure@1',
      'WARNING >= -2 disclosure@1',
      'YELLOW > 4 changsha@3',
    ])
  })
})
