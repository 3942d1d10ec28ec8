import { Agent } from 'node:http'
import { openSocket, type Close } from './console-socket.ts'
import { openStream } from './console-sse.ts'
import type { Answered, ConsoleSpec, Order, Ordered, Told } from './crowd-messages.ts'
import { createFrameReader } from './frames.ts'
import { createTally } from './tally.ts'
import { createWallClock } from './wall-clock.ts'

// The consoles: a process of their own, so that what they cost is nobody else's.

/** So many are opened at a time: a server counts those that it does not know yet. */
const AT_A_TIME = 40
const LOOK_MS = 2

const clock = createWallClock()
const agent = new Agent({ keepAlive: false, maxSockets: Infinity })
let consoles: readonly ConsoleSpec[] = []
let closes: Close[] = []
let counting = beginCount(0, 1, 0)
let failures: string[] = []

function beginCount(events: number, classes: number, sampled: number) {
  const tally = createTally({ events, classes, consoles: consoles.map((one) => new Set(one.classes)) })
  const places = sampled === 0 ? 0 : Math.ceil(consoles.length / sampled)
  const arrivals = new Float64Array(places * events).fill(Number.NaN)
  return { tally, reader: createFrameReader(), events, sampled, arrivals, frames: 0, bytes: 0 }
}

function hear(at: number, frame: Buffer): void {
  const { tally, reader, events, sampled, arrivals } = counting
  try {
    const received = reader.read(at, frame)
    if (received.length === 0) return
    counting.frames++
    counting.bytes += frame.length
    tally.take(at, received)
    if (sampled === 0 || at % sampled !== 0) return
    const now = clock()
    for (const { number } of received) if (number < events) arrivals[(at / sampled) * events + number] = now
  } catch (error) {
    failures.push(String(error))
  }
}

async function open({ way, consoles: wanted }: Extract<Order, { readonly kind: 'open' }>): Promise<void> {
  consoles = wanted
  failures = []
  counting = beginCount(0, 1, 0)
  let next = 0
  const openSome = async (): Promise<void> => {
    for (let at = next++; at < wanted.length; at = next++) {
      const spec = wanted[at]
      if (spec === undefined) return
      const hearing = { frame: (bytes: Buffer) => hear(at, bytes), ended: (why: string) => void failures.push(why) }
      closes.push(
        await (way.transport === 'ws' ? openSocket(way, spec, hearing) : openStream(way, spec, hearing, agent)),
      )
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, openSome))
}

async function wait(below: number, milliseconds: number): Promise<void> {
  const [wanted, late] = [counting.tally.expectedBelow(below), performance.now() + milliseconds]
  while (counting.tally.delivered() < wanted && performance.now() < late) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

function tell(): Told {
  const { tally, frames, bytes, arrivals } = counting
  const { user, system } = process.cpuUsage()
  const processorMs = (user + system) / 1000
  return { verdict: tally.verdict(), frames, bytes, processorMs, failures: failures.slice(0, 20), arrivals }
}

async function obey(order: Order): Promise<Told | undefined> {
  if (order.kind === 'open') await open(order)
  if (order.kind === 'count') counting = beginCount(order.events, order.classes, order.sampled)
  if (order.kind === 'wait') await wait(order.below, order.milliseconds)
  if (order.kind === 'close') {
    for (const close of closes) close()
    closes = []
  }
  return order.kind === 'tell' ? tell() : undefined
}

const answer = (answered: Answered): void => void process.send?.(answered)

process.on('message', ({ id, order }: Ordered) => {
  obey(order).then(
    (told) => answer({ id, ...(told && { told }) }),
    (error: unknown) => answer({ id, failure: String(error) }),
  )
})
process.once('disconnect', () => process.exit(0))
