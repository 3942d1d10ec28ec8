import { describe, expect, it } from 'vitest'
import type { Checklist, ChecklistItem } from '../../../src/inspections/checklist.ts'
import { checklists, findingTypes } from '../../../src/inspections/checklists.ts'
import { isFailure, takeAnswer } from '../../../src/inspections/rules/answer.ts'
import { checklistMistakes } from '../../../src/inspections/rules/check-checklist.ts'
import { frameInspectors } from '../../../src/inspections/rules/own-halls.ts'

const text = { 'zh-CN': '测试', en: 'Test' }
const item = (more: Partial<ChecklistItem>): ChecklistItem => ({ code: 'item', text, kind: 'YES_NO', ...more })
const declared: ReadonlySet<string> = new Set(findingTypes.map(({ code }) => code))
const mistakesOf = (more: Partial<Checklist>) => [
  ...checklistMistakes({ code: 'tried', version: 1, clause: '4-b', title: text, items: [item({})], ...more }, declared),
]

describe('a checklist', () => {
  it('is refused with what cannot be answered, raised or told apart', () => {
    expect(checklists.flatMap((one) => [...checklistMistakes(one, declared)])).toEqual([])
    expect(mistakesOf({ items: [] })).toHaveLength(1)
    expect(mistakesOf({ version: 0, code: 'Tried' })).toHaveLength(2)
    expect(mistakesOf({ items: [item({}), item({})] })).toHaveLength(1)
    expect(mistakesOf({ items: [item({ findingType: 'UNHEARD_OF' })] })).toHaveLength(1)
    expect(mistakesOf({ items: [item({ kind: 'SCORE', most: 5 })] })).toHaveLength(1)
  })

  it('takes answers of the kind of each item, and says which fail', () => {
    const answered = (more: Partial<ChecklistItem>, value: string) => {
      const taken = takeAnswer(item(more), value)
      return taken === null ? null : isFailure(item(more), taken)
    }
    expect([answered({}, ' YES '), answered({}, 'NO'), answered({}, 'perhaps')]).toEqual([false, true, null])
    const score = { kind: 'SCORE' } as const
    expect(['6', '5', '11', '-1', '7.5'].map((value) => answered(score, value))).toEqual([
      false,
      true,
      null,
      null,
      null,
    ])
    expect(['2', '3'].map((value) => answered({ kind: 'COUNT', most: 2 }, value))).toEqual([false, true])
    expect([answered({ kind: 'TEXT' }, '好'), answered({ kind: 'TEXT' }, ' ')]).toEqual([false, null])
  })
})

describe('inspectors of a frame', () => {
  it('are barred from halls that their other posts bind them to, or that lie in a part of the region', () => {
    const range = { lo: 0, hi: 100 }
    const targets = [1, 2, 3].map((n) => ({ hallId: n, placeKey: n * 10 }))
    const grant = (personId: string, more: object) => ({ personId, name: personId, ...range, hallId: null, ...more })
    const framed = frameInspectors(
      [
        grant('free', {}),
        grant('clerk', {}),
        grant('clerk', { hallId: 3 }),
        grant('local', {}),
        grant('local', { lo: 5, hi: 15 }),
      ],
      targets,
      range,
    )
    expect(framed.map(({ personId, ownHalls }) => [personId, ownHalls])).toEqual([
      ['free', []],
      ['clerk', [3]],
      ['local', [1]],
    ])
  })
})
