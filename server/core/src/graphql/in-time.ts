import { fault, type Fault } from './fault.ts'

/** What an operation is told that took too long. */
export function tookTooLong(): Fault {
  const detail = { 'zh-CN': '处理时间过长，已停止。', en: 'It took too long and was stopped.' }
  return fault('UNAVAILABLE', { detail })
}

/** The result of the work, or UNAVAILABLE when it has none after `ms`. */
export async function inTime<T>(ms: number, work: Promise<T>): Promise<T> {
  let late: NodeJS.Timeout | undefined
  const stopped = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(tookTooLong()), ms)
  })
  try {
    return await Promise.race([work, stopped])
  } finally {
    clearTimeout(late)
  }
}
