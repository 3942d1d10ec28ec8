import { describe, expect, it } from 'vitest'
import { COMMON_PASSWORDS } from '../../../src/access/sign-in/common-passwords.ts'
import { networkOf } from '../../../src/access/sign-in/network.ts'
import { localPath } from '../../../src/access/sign-in/oidc/back.ts'
import { openDeparture, sealDeparture } from '../../../src/access/sign-in/oidc/return-cookie.ts'
import { passwordFlaw } from '../../../src/access/sign-in/password-rules.ts'
import { addressReader, trustedProxies } from '../../../src/graphql/client-address.ts'

describe('a new password', () => {
  it.each([
    ['eleven char', 'clerk'],
    ['x'.repeat(1_025), 'clerk'],
    ['aaaaaaaaaaaa', 'clerk'],
    ['ababababababab', 'clerk'],
    ['abcdefghijklm', 'clerk'],
    ['0987654321098765', 'clerk'],
    ['qwertyuiopas', 'clerk'],
    ['Password-1234', 'clerk'],
    ['Zhi.Kong.Zhi.Kong', 'clerk'],
    ['my clerk is good', 'clerk'],
    ['Wang.Li and more', 'wang_li'],
  ])('cannot be %s', (password, username) => {
    expect(passwordFlaw(password, username)).not.toBeNull()
  })

  it.each([
    ['correct horse battery', 'clerk'],
    ['湘江北去橘子洲头看万山红遍', 'clerk'],
    ['xqzvtwpkmbnd', 'clerk'],
    ['a very long one by li', 'li'],
  ])('can be %s, without rules about kinds of characters', (password, username) => {
    expect(passwordFlaw(password, username)).toBeNull()
  })

  it('is compared as the list is written', () => {
    for (const common of COMMON_PASSWORDS) {
      expect(common).toMatch(/^[a-z\d]+$/u)
      if (common.length >= 12) expect(passwordFlaw(common, 'x')).not.toBeNull()
    }
  })
})

describe('the address of a client', () => {
  const asked = (remoteAddress: string, forwarded: string | string[] | undefined, list = '') =>
    addressReader(trustedProxies(list))({
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded as string },
      socket: { remoteAddress } as never,
    })

  it.each([
    ['the socket', '203.0.113.9', undefined, '', '203.0.113.9'],
    ['the socket, whatever it claims', '203.0.113.9', '198.51.100.1', '', '203.0.113.9'],
    ['the socket, when it is no proxy', '203.0.113.9', '198.51.100.1', '10.0.0.0/8', '203.0.113.9'],
    ['what the proxy says', '10.0.0.5', '198.51.100.1', '10.0.0.0/8', '198.51.100.1'],
    ['the rightmost that is no proxy', '10.0.0.5', '1.1.1.1, 198.51.100.1, 10.0.0.6', '10.0.0.0/8', '198.51.100.1'],
    ['a proxy, when all are', '10.0.0.5', '10.0.0.6', '10.0.0.0/8', '10.0.0.6'],
    ['the proxy, when it says nothing', '10.0.0.5', undefined, '10.0.0.5', '10.0.0.5'],
    ['the proxy, when it says nonsense', '10.0.0.5', 'unknown', '10.0.0.5', '10.0.0.5'],
    ['without a port', '10.0.0.5', '198.51.100.1:443', '10.0.0.5', '198.51.100.1'],
    ['of IPv6', '::1', '[2001:db8::7]:443', '::1,10.0.0.0/8', '2001:db8::7'],
    ['of IPv4 in IPv6', '::ffff:10.0.0.5', '::ffff:198.51.100.1', '10.0.0.0/8', '198.51.100.1'],
  ])('is %s', (_what, socket, forwarded, list, address) => {
    expect(asked(socket, forwarded, list)).toBe(address)
  })

  it('is read from no list that is wrong', () => {
    for (const list of ['proxy', '10.0.0.0/33', '10.0.0.0/', '10.0.0', '::/129']) {
      expect(trustedProxies(list)).toBeUndefined()
    }
  })

  it('counts as its network under IPv6', () => {
    expect(networkOf('198.51.100.1')).toBe('198.51.100.1')
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
    expect(networkOf('2001:DB8:1:2::9')).toBe('2001:db8:1:2::/64')
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
    expect(networkOf('::1')).toBe('0:0:0:0::/64')
    expect(networkOf('unknown')).toBe('unknown')
  })
})

describe('the way back from the provider', () => {
  it.each(['/', '/cases?region=430100#top', '/people/0190?x=%2F%2Fevil'])('may be %s', (path) => {
    expect(localPath(path)).toBe(path)
  })

  it.each([
    null,
    '',
    'cases',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/%0d%0aset-cookie:x',
    'https://evil.example/',
    'javascript:alert(1)',
    '/a/..//evil.example',
    '/./\\evil.example',
    '/auth/sign-out',
    '/graphql',
    '/案件',
    `/${'x'.repeat(2_000)}`,
  ])('is the front page instead of %s', (path) => {
    const back = localPath(path)
    expect(new URL(back, 'https://own.example').origin).toBe('https://own.example')
    if (path !== '/%0d%0aset-cookie:x') expect(back).toBe('/')
    expect(back).not.toMatch(/[\r\n"<>]/u)
  })
})

describe('the cookie of a departure', () => {
  const departure = { state: 's', nonce: 'n', verifier: 'v', back: '/cases', until: 10_000 }
  const sealed = sealDeparture('a client secret of some length', departure)
  const open = (cookie: string, at = 9_999, secret = 'a client secret of some length') =>
    openDeparture(secret, cookie, new Date(at))

  it('comes back as it was', () => {
    expect(open(sealed)).toEqual(departure)
  })

  it('is nothing when it is late, changed, cut, foreign or nonsense', () => {
    const [body = '', mac = ''] = sealed.split('.')
    const other = Buffer.from(JSON.stringify({ ...departure, back: '/evil' })).toString('base64url')
    expect(open(sealed, 10_000)).toBeNull()
    expect(open(sealed, 1, 'another client secret')).toBeNull()
    for (const cookie of [`${other}.${mac}`, body, `${body}.`, `.${mac}`, '', 'x', `${sealed}A`]) {
      expect(open(cookie)).toBeNull()
    }
  })
})
