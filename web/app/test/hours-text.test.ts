import { describe, expect, it } from 'vitest'

import { draftOf, inputOf } from '../src/lib/administration/calendar/hours-text.ts'

const spans = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
]

describe('a spell of hours as text', () => {
  it('is what the API gave, and what it takes again', () => {
    const draft = draftOf({ from: '2026-06-01', until: '2026-09-30', spans: ['09:00–12:00', '13:00–17:00'] })
    expect(draft.text).toBe('09:00-12:00 13:00-17:00')
    expect(inputOf(draft)).toEqual({ from: '2026-06-01', until: '2026-09-30', spans })
  })
  it('holds for good when it ends with the table of days', () => {
    const draft = draftOf({ from: '2026-06-01', until: '2035-12-31', spans: ['09:00–12:00'] })
    expect(draft.until).toBe('')
    expect(inputOf(draft)?.until).toBeNull()
  })
  it('may be typed with commas of either kind', () =>
    expect(inputOf({ from: '2026-06-01', until: '', text: '09:00–12:00、13:00~17:00' })?.spans).toEqual(spans))
  it.each(['', '9-12', '09:00-12:00 afternoon'])('is refused as "%s"', (text) =>
    expect(inputOf({ from: '2026-06-01', until: '', text })).toBeNull(),
  )
})
