import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { invalid } from '../../graphql/fault.ts'
import { isLoopback, isPublicAddress } from './public-address.ts'

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly string[]>

/** Where webhooks may go. */
export type Reachable = {
  /** Also http and https to this machine: for trying out a receiver. */
  readonly loopback: boolean
  readonly resolve?: Resolve
}

/** Why nothing is sent to an address. */
export class TargetRefused extends Error {
  override readonly name = 'TargetRefused'
  readonly fault: 'NAME_UNKNOWN' | 'ADDRESS_REFUSED'

  constructor(fault: TargetRefused['fault']) {
    super(`A webhook is not sent: ${fault}.`)
    this.fault = fault
  }
}

/** The address that a target has now: checked, and to be connected to as it is. */
export type Target = { readonly url: URL; readonly address: string }

const LONGEST_URL = 2_000

const bySystem: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address)

/**
 * Finds where a target leads and checks every address that its name has. Called when a webhook is saved and again for
 * each attempt, whose connection goes to the address given here: a name that leads elsewhere a moment later gains nothing.
 * @throws TargetRefused
 */
export async function findTarget(url: URL, reachable: Reachable): Promise<Target> {
  const host = url.hostname.replace(/^\[(.*)\]$/u, '$1')
  const resolve = reachable.resolve ?? bySystem
  const addresses = isIP(host) === 0 ? await resolve(host).catch(() => []) : [host]
  const [address] = addresses
  if (address === undefined) throw new TargetRefused('NAME_UNKNOWN')
  const isOpen = (one: string) => isPublicAddress(one) || (reachable.loopback && isLoopback(one))
  const plain = url.protocol === 'http:' && !addresses.every(isLoopback)
  if (plain || !addresses.every(isOpen)) throw new TargetRefused('ADDRESS_REFUSED')
  return { url, address }
}

/** Reads the address of a webhook; throws INVALID_INPUT for one that is none or leads where nothing is sent. */
export async function checkTarget(text: string, reachable: Reachable): Promise<string> {
  const url = URL.canParse(text) && text.length <= LONGEST_URL ? new URL(text) : null
  const scheme = url?.protocol === 'https:' || (reachable.loopback && url?.protocol === 'http:')
  if (url === null || !scheme || url.username !== '' || url.password !== '') throw notAnAddress()
  url.hash = ''
  try {
    await findTarget(url, reachable)
  } catch (error) {
    throw error instanceof TargetRefused ? refused(error) : error
  }
  return url.href
}

function notAnAddress() {
  const detail = {
    'zh-CN': `地址须以 https:// 开头，不含用户名和密码，最长 ${LONGEST_URL} 个字符。`,
    en: `The address begins with https://, holds no user name or password, and has at most ${LONGEST_URL} characters.`,
  }
  return invalid(detail, ['input', 'url'])
}

function refused({ fault }: TargetRefused) {
  const detail =
    fault === 'NAME_UNKNOWN'
      ? { 'zh-CN': '地址中的主机名无法解析。', en: 'The host name of the address is not known.' }
      : {
          'zh-CN': '地址指向本机、内部网络或保留地址，不向其发送。',
          en: 'The address leads to this machine, a private network or a reserved address; nothing is sent there.',
        }
  return invalid(detail, ['input', 'url'])
}
