import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** Finds out from where a request came. */
export type AddressOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string

/** The most entries of the header that are looked at; what stands further left is anybody's writing. */
const MOST_HOPS = 20

/** Reads the setting TRUSTED_PROXIES: addresses and ranges (`10.0.0.0/8`) joined by commas. Undefined when one is none. */
export function trustedProxies(list: string): BlockList | undefined {
  const trusted = new BlockList()
  for (const entry of list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')) {
    const [address = '', bits] = entry.split('/', 2)
    const version = isIP(address)
    const longest = version === 6 ? 128 : 32
    if (version === 0 || (bits !== undefined && !(/^\d{1,3}$/u.test(bits) && Number(bits) <= longest))) return undefined
    trusted.addSubnet(address, bits === undefined ? longest : Number(bits), version === 6 ? 'ipv6' : 'ipv4')
  }
  return trusted
}

/** `::ffff:10.0.0.1` is 10.0.0.1, `[2001:db8::1]:443` and `10.0.0.1:52000` lose their port; null for what is no address. */
function plainAddress(text: string): string | null {
  const written = text.trim()
  const bare = /^\[(.+)\](?::\d+)?$/u.exec(written)?.[1] ?? /^([\d.]+):\d+$/u.exec(written)?.[1] ?? written
  const address = /^::ffff:([\d.]+)$/iu.exec(bare)?.[1] ?? bare
  return isIP(address) === 0 ? null : address
}

/**
 * Makes the reader of addresses. Without proxies it is the socket's. A proxy that is trusted says in X-Forwarded-For
 * for whom it asks: counted from the right, the first that is no trusted proxy is the client; what stands left of it
 * the client may have written itself.
 */
export function addressReader(trusted: BlockList = new BlockList()): AddressOf {
  const isProxy = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return ({ headers, socket }) => {
    let client = plainAddress(socket.remoteAddress ?? '')
    if (client === null) return 'unknown'
    const forwarded = headers['x-forwarded-for']
    if (forwarded === undefined) return client
    const said = [forwarded].flat().join(',').split(',').slice(-MOST_HOPS)
    for (let hop = said.pop(); hop !== undefined && isProxy(client); hop = said.pop()) {
      const next = plainAddress(hop)
      if (next === null) break
      client = next
    }
    return client
  }
}
