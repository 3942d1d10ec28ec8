import { describe, expect, test } from 'vitest'
import { masked } from '../../../src/access/personal/mask.ts'

const person = (name: string, idNumber: string | null, phone: string | null) =>
  masked({ kind: 'PERSON', name, idNumber, phone })

describe('a mask', () => {
  test('leaves the family name, the county and the last digits', () => {
    expect(person('张某某', '430102199003071234', '13812345678')).toEqual({
      kind: 'PERSON',
      name: '张*',
      idNumber: '4301**********1234',
      phone: '138****5678',
    })
  })

  test('hides short values whole', () => {
    expect(person('𠮷', '1234567', '12345')).toMatchObject({ name: '*', idNumber: '****', phone: '****' })
  })

  test('shows the ends of other documents and telephones', () => {
    expect(person('𠮷田', 'E12345678', '073184210000')).toMatchObject({
      name: '𠮷*',
      idNumber: 'E******78',
      phone: '073*****0000',
    })
  })

  test('shows the name of an organisation, and its code in part', () => {
    const shown = masked({ kind: 'ORGANISATION', name: '某某有限公司', idNumber: '91430100MA4L00001X', phone: null })
    expect(shown).toMatchObject({ name: '某某有限公司', idNumber: '9143**********001X', phone: null })
  })
})
