import { isIPv6 } from 'node:net'

const GROUPS_OF_A_NETWORK = 4

/**
 * What lock-outs count by: an address of IPv4, or the network of one of IPv6 (its first 64 bits), since whoever has one
 * address of a network has all of them.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = address.split('%', 1).join('').split('::', 2)
  const groups = (part: string) => part.split(':').filter((group) => group !== '')
  const [before, after] = [groups(head), groups(tail)]
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  const network = [...before, ...zeros, ...after].slice(0, GROUPS_OF_A_NETWORK)
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
