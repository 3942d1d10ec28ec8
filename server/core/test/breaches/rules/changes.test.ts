import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesOf } from '../../../src/breaches/rules/changes.ts'

const target = { comparator: 'AT_LEAST', value: 100 } as const
const judged = (regionId: number, indicator: string, meetsTarget: boolean | null) => ({
  regionId,
  indicator,
  figure: { meetsTarget },
  target,
})

describe('what changes when figures are held against targets', () => {
  it('begins with a miss, lasts with it, and is over when the target is met, has no data or is asked no more', () => {
    const open = [
      { id: 'a', regionId: 1, indicator: 'lasts' },
      { id: 'b', regionId: 1, indicator: 'met' },
      { id: 'c', regionId: 1, indicator: 'empty' },
      { id: 'd', regionId: 1, indicator: 'gone' },
    ]
    const figures = [
      judged(1, 'lasts', false),
      judged(1, 'met', true),
      judged(1, 'empty', null),
      judged(2, 'lasts', false),
    ]
    const { begun, lasting, over } = changesOf(figures, open)
    expect(begun).toEqual([judged(2, 'lasts', false)])
    expect(lasting.map((each) => each.open.id)).toEqual(['a'])
    expect(over.map(({ id }) => id)).toEqual(['b', 'c', 'd'])
  })

  it('leaves open exactly what is missed now, whatever was open before', () => {
    const cell = fc.record({ regionId: fc.nat(3), indicator: fc.constantFrom('x', 'y', 'z') })
    const keyOf = ({ regionId, indicator }: { readonly regionId: number; readonly indicator: string }) =>
      `${regionId} ${indicator}`
    const once = { selector: keyOf } as const
    const figures = fc
      .uniqueArray(cell, once)
      .chain((cells) =>
        fc
          .array(fc.constantFrom(true, false, null), { minLength: cells.length, maxLength: cells.length })
          .map((meets) => cells.map(({ regionId, indicator }, at) => judged(regionId, indicator, meets[at] ?? null))),
      )
    fc.assert(
      fc.property(figures, fc.uniqueArray(cell, once), (rows, open) => {
        const { begun, lasting, over } = changesOf(rows, open)
        const after = new Set(open.map(keyOf))
        for (const one of over) after.delete(keyOf(one))
        for (const one of begun) {
          expect(after.has(keyOf(one))).toBe(false)
          after.add(keyOf(one))
        }
        expect([...after].toSorted()).toEqual(
          rows
            .filter(({ figure }) => figure.meetsTarget === false)
            .map(keyOf)
            .toSorted(),
        )
        expect(lasting.length + over.length).toBe(open.length)
      }),
    )
  })
})
