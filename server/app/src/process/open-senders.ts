import { openMail, openSmsGateway, type Config } from '@zhikong/core'
import { checkout } from './folders.ts'

/** By what people are sent messages, as the settings say. */
export async function openSenders({ smtp, smsGateway }: Config, say: (line: string) => void) {
  return {
    ...(smtp === undefined ? {} : { mail: openMail(smtp.url, smtp.from) }),
    ...(smsGateway === undefined ? {} : { sms: await openSmsGateway(smsGateway, checkout, say) }),
  }
}
