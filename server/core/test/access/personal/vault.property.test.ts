import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fixedKeys } from '../../../src/access/personal/keys.ts'
import type { PersonalData, PersonalRow } from '../../../src/access/personal/personal-data.ts'
import { HOLDERS, PERSONAL_KINDS } from '../../../src/access/personal/personal-data.ts'
import { SealBroken } from '../../../src/access/personal/seal-broken.ts'
import { createVault } from '../../../src/access/personal/vault.ts'
import { keyA, keyB, vaultA } from './test-keys.ts'

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 80 })
const data: fc.Arbitrary<PersonalData> = fc.record({
  kind: fc.constantFrom(...PERSONAL_KINDS),
  name: text,
  idNumber: fc.option(text),
  phone: fc.option(text),
})
const row: fc.Arbitrary<PersonalRow> = fc.record({ holder: fc.constantFrom(...HOLDERS), subject: text, eventKey: text })
const runs = { numRuns: 300 }

describe.each(['sm4', 'aes'] as const)('personal data sealed with %s', (cipher) => {
  const vault = createVault(fixedKeys([keyA, keyB]), cipher)

  test('opens in its own row', () => {
    fc.assert(
      fc.property(row, data, (at, person) => {
        expect(vault.open(at, vault.seal(at, person).sealed)).toEqual(person)
      }),
      runs,
    )
  })

  test('is refused with any bit flipped', () => {
    fc.assert(
      fc.property(row, data, fc.nat(), fc.nat(7), (at, person, place, bit) => {
        const { sealed } = vault.seal(at, person)
        const index = place % sealed.length
        sealed[index] = (sealed[index] ?? 0) ^ (1 << bit)
        expect(() => vault.open(at, sealed)).toThrow(SealBroken)
      }),
      runs,
    )
  })

  test('is refused in any other row', () => {
    fc.assert(
      fc.property(row, row, data, (at, other, person) => {
        fc.pre(JSON.stringify(at) !== JSON.stringify(other))
        expect(() => vault.open(other, vault.seal(at, person).sealed)).toThrow(SealBroken)
      }),
      runs,
    )
  })

  test('is refused when it was cut short or added to', () => {
    fc.assert(
      fc.property(row, data, fc.nat(), (at, person, place) => {
        const { sealed } = vault.seal(at, person)
        expect(() => vault.open(at, sealed.subarray(0, place % sealed.length))).toThrow(SealBroken)
        expect(() => vault.open(at, Buffer.concat([sealed, Buffer.alloc(1)]))).toThrow(SealBroken)
      }),
      runs,
    )
  })
})

describe('a vault', () => {
  const at: PersonalRow = { holder: 'APPLICANT', subject: 'desk\n1', eventKey: 'e1' }
  const person: PersonalData = { kind: 'PERSON', name: '张某某', idNumber: null, phone: '19900000001' }

  test('never seals the same to the same bytes', () => {
    expect(vaultA.seal(at, person).sealed).not.toEqual(vaultA.seal(at, person).sealed)
  })

  test('seals with the first key and opens with every one', () => {
    const ring = createVault(fixedKeys([keyB, keyA]), 'sm4')
    expect(ring.seal(at, person).keyId).toBe('b')
    expect(ring.open(at, vaultA.seal(at, person).sealed)).toEqual(person)
  })

  test('opens what was sealed with the other cipher', () => {
    const aes = createVault(fixedKeys([keyA]), 'aes')
    expect(vaultA.open(at, aes.seal(at, person).sealed)).toEqual(person)
  })

  test('refuses a value under a key that it lacks, and another key of the same name', () => {
    const { sealed } = vaultA.seal(at, person)
    expect(() => createVault(fixedKeys([keyB]), 'sm4').open(at, sealed)).toThrow('a key that is not on the ring')
    const impostor = createVault(fixedKeys([{ ...keyB, id: 'a' }]), 'sm4')
    expect(() => impostor.open(at, sealed)).toThrow('was changed or moved')
  })

  test('gives names of one and of ten characters values of one length', () => {
    const short = vaultA.seal(at, { ...person, name: '张' }).sealed.length
    expect(vaultA.seal(at, { ...person, name: '张'.repeat(10) }).sealed).toHaveLength(short)
  })

  test('finds a number however it was written, under every key', () => {
    const ring = createVault(fixedKeys([keyB, keyA]), 'sm4')
    const { idNumberIndex, phoneIndex } = vaultA.seal(at, { ...person, idNumber: '11010519491231002X' })
    expect(ring.indexesOf('idNumber', ' 110105 １９４９１２３１ 002x')).toContainEqual(idNumberIndex)
    expect(ring.indexesOf('phone', '+86 199-0000-0001')).toContainEqual(phoneIndex)
    expect(ring.indexesOf('phone', '8619900000001')).toContainEqual(phoneIndex)
    expect(ring.indexesOf('idNumber', '19900000001')).not.toContainEqual(phoneIndex)
  })

  test('has nothing to find where nothing was given', () => {
    expect(vaultA.seal(at, person).idNumberIndex).toBeNull()
  })
})
