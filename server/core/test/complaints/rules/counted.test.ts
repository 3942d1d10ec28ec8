import fc from 'fast-check'
import { expect, it } from 'vitest'
import { COMPLAINT_KINDS, JUDGEMENTS } from '../../../src/complaints/contract.ts'
import { countsBetween, countsOf, type ComplaintCount, type Counted } from '../../../src/complaints/rules/counted.ts'
import { makeReceipt, receiptHash } from '../../../src/complaints/rules/receipt.ts'

const day = fc.constantFrom('2026-03-02', '2026-03-03', '2026-03-04')
const counted = fc.record<Counted>({
  kind: fc.constantFrom(...COMPLAINT_KINDS),
  receivedOn: day,
  judgedOn: fc.option(day),
  judgement: fc.option(fc.constantFrom(...JUDGEMENTS)),
  judgedInTime: fc.option(fc.boolean()),
})

const sums = (counts: readonly ComplaintCount[]) => {
  const total = new Map<string, number>()
  for (const { measure, day: on, n } of counts) total.set(`${measure} ${on}`, (total.get(`${measure} ${on}`) ?? 0) + n)
  return new Map([...total].filter(([, n]) => n !== 0).toSorted())
}

it('adds up, over any changes, to what the complaint counts at last', () => {
  fc.assert(
    fc.property(fc.array(counted, { minLength: 1, maxLength: 8 }), (rows) => {
      const told = rows.flatMap((row, at) => countsBetween(rows[at - 1] ?? null, row))
      const last = rows.at(-1)
      expect(sums(told)).toEqual(sums(last === undefined ? [] : countsOf(last)))
    }),
  )
})

it('counts a suggestion as no bad complaint, and bad ones raw and upheld (5-g)', () => {
  const row = { receivedOn: '2026-03-02', judgedOn: '2026-03-04', judgement: 'UPHELD', judgedInTime: false } as const
  const measures = (kind: Counted['kind']) => countsOf({ ...row, kind }).map(({ measure }) => measure)
  expect(measures('SUGGESTION')).toEqual(['complaints-received', 'complaints-judged'])
  expect(measures('REPORT')).toEqual([
    'complaints-received',
    'complaints-bad',
    'complaints-judged',
    'complaints-bad-upheld',
  ])
})

it('knows a receipt code however it is typed, and takes nothing else for one', () => {
  const code = makeReceipt()
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(?:-[0-9A-HJKMNP-TV-Z]{5}){3}$/u)
  expect(receiptHash(code.toLowerCase().replaceAll('-', ' '))).toBe(receiptHash(code))
  expect(receiptHash(code)).not.toBe(receiptHash(makeReceipt()))
  expect(['', 'ABC', `${code}0`, code.replace(/.$/u, 'U')].map(receiptHash)).toEqual([null, null, null, null])
})
