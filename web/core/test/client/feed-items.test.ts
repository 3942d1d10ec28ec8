import { describe, expect, it } from 'vitest'
import { type AlertItem, type FeedItem, fromAlert, merge, stateAfter } from '../../src/client/feed-items.ts'
import type { AlertEvent } from '../../src/client/live-query.ts'

const told = (word: string, more: Partial<AlertEvent> = {}): AlertItem =>
  fromAlert({
    seq: '1',
    at: '2026-11-20T02:00:00Z',
    kind: `efficiency.card.${word}`,
    alertId: 'a',
    level: 'YELLOW',
    clock: 'case',
    dueAt: '2026-11-20T02:00:00Z',
    caseId: 'c',
    caseNumber: 'C-1',
    title: '测试事项',
    hall: null,
    organisation: null,
    regionCode: '430000000000',
    regionName: '湖南省',
    promised: null,
    countedDays: 8,
    overDays: 1,
    provisional: false,
    ...more,
  })
const stateOf = (items: readonly FeedItem[]): string | undefined =>
  items.flatMap((item) => (item.type === 'alert' ? [item.state] : []))[0]
const listed = (state: AlertItem['state'], ...possibleSteps: AlertItem['possibleSteps']): AlertItem => ({
  ...told('issued'),
  state,
  possibleSteps,
})

describe('what the stream tells of a card in the feed', () => {
  it('moves it where its kind says: proposed, confirmed, revoked, closed', () => {
    expect(stateOf(merge([], [told('proposed')]))).toBe('TO_CONFIRM')
    expect(stateOf(merge([listed('TO_CONFIRM')], [told('issued')]))).toBe('ISSUED')
    expect(stateOf(merge([listed('APPEALED')], [told('revoked')]))).toBe('REVOKED')
    expect(stateOf(merge([listed('ACKNOWLEDGED')], [told('closed')]))).toBe('CLOSED')
  })

  it('says nothing of where one stands that went up or was urged', () => {
    expect([stateAfter('efficiency.card.escalated'), stateAfter('efficiency.card.urged')]).toEqual([null, null])
  })

  it('does not undo what was done since, when the stream repeats that it was issued', () => {
    for (const state of ['ACKNOWLEDGED', 'REVOKED', 'CLOSED'] as const) {
      expect(stateOf(merge([listed(state)], [told('issued')]))).toBe(state)
    }
  })

  it('keeps the figures that the news leaves out, and offers nothing of before once the card has moved', () => {
    const [closed] = merge([listed('ISSUED', 'ACKNOWLEDGED')], [told('closed', { countedDays: null, overDays: null })])
    expect(closed).toMatchObject({ countedDays: 8, overDays: 1, possibleSteps: [] })
    const [again] = merge([listed('ISSUED', 'ACKNOWLEDGED')], [told('issued')])
    expect(again).toMatchObject({ possibleSteps: ['ACKNOWLEDGED'] })
  })
})
