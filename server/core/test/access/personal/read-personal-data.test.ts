import { describe, expect, test } from 'vitest'
import { checkDigitOf } from '../../../src/access/personal/id-number.ts'
import { readPersonalData } from '../../../src/access/personal/read-personal-data.ts'

const read = (idNumber: string | null, kind: 'PERSON' | 'ORGANISATION' = 'PERSON') =>
  readPersonalData({ name: '张某某', kind, idNumber })

describe('personal data', () => {
  test('is kept in one form, however it was written', () => {
    const written = { name: ' 张某某 ', idNumber: '１１０１０５ 19491231 002x', phone: '+86 199-0000 0001' }
    expect(readPersonalData(written)).toEqual({
      kind: 'PERSON',
      name: '张某某',
      idNumber: '11010519491231002X',
      phone: '19900000001',
    })
  })

  test('takes the examples that GB 11643 prints', () => {
    for (const number of ['11010519491231002X', '440524188001010014']) {
      expect(read(number)).toMatchObject({ idNumber: number })
    }
  })

  test.each([
    ['a wrong check digit', '110105194912310021'],
    ['a day that no calendar has', '11010519490230002X'],
    ['a region that is none', '001105194912310020'],
    ['letters within', '11010519A91231002X'],
  ])('refuses an identity number with %s and does not repeat it', (_what, number) => {
    const refused = read(number)
    expect(refused).toMatchObject({ field: 'idNumber' })
    expect(JSON.stringify(refused)).not.toContain(number)
  })

  test('refuses a day of birth that is none, whatever its check digit', () => {
    const digits = '11010519490230002'
    expect(read(`${digits}${checkDigitOf(digits)}`)).toMatchObject({ field: 'idNumber' })
  })

  test('takes documents of other lengths as they are', () => {
    expect(read('E12345678')).toMatchObject({ idNumber: 'E12345678' })
    expect(read('110105491231002')).toMatchObject({ idNumber: '110105491231002' })
  })

  test('takes a credit code by GB 32100 and refuses one with another check character', () => {
    expect(read('91350100M000100Y43', 'ORGANISATION')).toMatchObject({ idNumber: '91350100M000100Y43' })
    expect(read('91350100M000100Y44', 'ORGANISATION')).toMatchObject({ field: 'idNumber' })
  })

  test.each([
    ['no name', { name: ' ' }, 'name'],
    ['a name with a line break', { name: '张\n某' }, 'name'],
    ['a name that turns the line round', { name: '张\u202e某' }, 'name'],
    ['a name of half a character', { name: '\ud800' }, 'name'],
    ['a name without end', { name: '张'.repeat(201) }, 'name'],
    ['an empty document', { name: '张某某', idNumber: ' ' }, 'idNumber'],
    ['a telephone of letters', { name: '张某某', phone: 'secret' }, 'phone'],
    ['an endless telephone', { name: '张某某', phone: '1'.repeat(21) }, 'phone'],
  ])('refuses %s', (_what, written, field) => {
    expect(readPersonalData(written)).toMatchObject({ field })
  })
})
