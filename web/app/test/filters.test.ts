import { describe, expect, it } from 'vitest'
import { alertFilter, caseFilter } from '../src/lib/lists/filters.ts'

const NOW = new Date('2026-11-20T02:00:00Z')

describe('the filter in an address', () => {
  it('is read as the API takes it', () => {
    expect(
      caseFilter(new URLSearchParams('state=CLOSED&state=VOIDED&closedLate=true&closedFrom=2026-11-01&period=month')),
    ).toEqual({ state: ['CLOSED', 'VOIDED'], closedLate: true, closedFrom: '2026-11-01' })
    expect(alertFilter(new URLSearchParams('level=RED&raisedFrom=2026-11-20'), NOW)).toEqual({
      level: ['RED'],
      raisedFrom: '2026-11-20T00:00:00+08:00',
    })
  })
  it('drops what it does not know', () => {
    expect(caseFilter(new URLSearchParams('state=NOPE&overdue=maybe&text=%20'))).toEqual({})
    expect(alertFilter(new URLSearchParams('level=BLUE&raisedFrom=yesterday'), NOW)).toEqual({})
  })
  it('narrows alerts by unit and by age, counted back from now; a stated end outweighs it', () => {
    expect(alertFilter(new URLSearchParams('age=3&organisation=12&hall=7'), NOW)).toEqual({
      organisation: '12',
      hall: '7',
      raisedTo: '2026-11-17T02:00:00.000Z',
    })
    expect(alertFilter(new URLSearchParams('age=2'), NOW)).toEqual({})
    expect(alertFilter(new URLSearchParams('age=1&raisedTo=2026-11-01'), NOW)).toEqual({
      raisedTo: '2026-11-01T00:00:00+08:00',
    })
  })
})
