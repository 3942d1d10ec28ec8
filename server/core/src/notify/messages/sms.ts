import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import { StartRefused } from '../../operations/start-refused.ts'
import type { Sent } from './mail.ts'

/** A short message to one number. */
export type ShortMessage = {
  /** Eleven digits, of the mainland. */
  readonly to: string
  readonly text: string
  /** The same again when the same message is tried again, for gateways that drop doubles. */
  readonly id: string
}

/** Sends short messages: what the adapter of a provider implements. An error that it throws counts as UNCERTAIN. */
export type SmsGateway = { readonly send: (message: ShortMessage) => Promise<Sent> }

/** Says what it would send, for development: the number is shortened. */
export const loggingGateway = (say: (line: string) => void): SmsGateway => ({
  send: async ({ to, text }) => {
    say(`SMS to …${to.slice(-4)}: ${text}`)
    return 'SENT'
  },
})

const isGateway = (value: unknown): value is SmsGateway =>
  typeof value === 'object' && value !== null && 'send' in value && typeof value.send === 'function'

/**
 * The gateway that SMS_GATEWAY names: `log`, or a module whose default export is one. `folder` is what a relative path
 * starts from.
 * @throws StartRefused when there is no such module, or no gateway in it
 */
export async function openSmsGateway(named: string, folder: string, say: (line: string) => void): Promise<SmsGateway> {
  if (named === 'log') return loggingGateway(say)
  const path = resolve(folder, named)
  const loaded: unknown = await import(pathToFileURL(path).href).catch((error: unknown) => {
    throw new StartRefused(`SMS_GATEWAY: ${path} cannot be loaded: ${String(error)}`)
  })
  const gateway = typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined
  if (!isGateway(gateway)) throw new StartRefused(`SMS_GATEWAY: the default export of ${path} has no function send.`)
  return gateway
}
