import { describe, expect, it } from 'vitest'
import { alertFilter, caseFilter } from '../src/lib/lists/filters.ts'

describe('the filter in an address', () => {
  it('is read as the API takes it', () => {
    expect(
      caseFilter(new URLSearchParams('state=CLOSED&state=VOIDED&closedLate=true&closedFrom=2026-11-01&period=month')),
    ).toEqual({ state: ['CLOSED', 'VOIDED'], closedLate: true, closedFrom: '2026-11-01' })
    expect(alertFilter(new URLSearchParams('level=RED&raisedFrom=2026-11-20'))).toEqual({
      level: ['RED'],
      raisedFrom: '2026-11-20T00:00:00+08:00',
    })
  })
  it('drops what it does not know', () => {
    expect(caseFilter(new URLSearchParams('state=NOPE&overdue=maybe&text=%20'))).toEqual({})
    expect(alertFilter(new URLSearchParams('level=BLUE&raisedFrom=yesterday'))).toEqual({})
  })
})
