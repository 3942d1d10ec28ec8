import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { newRecoveryCodes, recoveryDigest } from '../../../src/access/sign-in/recovery-codes.ts'
import { acceptedStep, newTotpSecret, totpUri } from '../../../src/access/sign-in/totp.ts'

/** The secret of RFC 6238, appendix B; its codes there have eight digits, of which an app shows the last six. */
const RFC = Secret.fromUTF8('12345678901234567890').base32

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
])('takes the code of RFC 6238 at second %i', (second, code) => {
  expect(acceptedStep(RFC, code, new Date(second * 1000), null)).toBe(Math.floor(second / 30))
})

test('bears a clock that is a step off, not two', () => {
  const at = new Date('2026-03-02T01:00:00Z')
  const codeAt = (seconds: number) => new TOTP({ secret: RFC }).generate({ timestamp: at.getTime() + seconds * 1000 })
  const taken = [-60, -30, 0, 30, 60].map((off) => acceptedStep(RFC, codeAt(off), at, null) !== null)
  expect(taken).toEqual([false, true, true, true, false])
})

test('takes no step twice, and none before one that was used', () => {
  const at = new Date(59_000)
  expect(acceptedStep(RFC, '287082', at, 0)).toBe(1)
  expect(acceptedStep(RFC, '287082', at, 1)).toBeNull()
  expect(acceptedStep(RFC, '287082', at, 2)).toBeNull()
})

test('names secret, account and platform for the app', () => {
  const secret = newTotpSecret()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/u)
  const uri = new URL(totpUri(secret, 'wang.li'))
  expect(`${uri.protocol}//${uri.host}${decodeURIComponent(uri.pathname)}`).toBe('otpauth://totp/Zhikong:wang.li')
  expect(uri.searchParams.get('secret')).toBe(secret)
})

test('makes ten recovery codes that differ, and reads them however they are typed', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) {
    expect(code).toMatch(/^(?:[a-z2-9]{4}-){3}[a-z2-9]{4}$/u)
    expect(recoveryDigest(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toBe(recoveryDigest(code))
  }
})
