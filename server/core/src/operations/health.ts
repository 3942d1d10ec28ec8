import type { IncomingMessage, ServerResponse } from 'node:http'

const patienceMs = 2_000

/** Whether a part of the process can do its work now. */
export type Probe = () => Promise<boolean>

/** `/health/live` answers while the process runs, `/health/ready` while it can serve. */
export type Health = {
  /** Adds what readiness depends on. */
  watch(name: string, probe: Probe): void
  /** Adds something to say that readiness does not depend on; left out while there is nothing. */
  tell(name: string, fact: () => unknown): void
  /** From now on the answer depends on the probes; before it is "not ready". */
  open(): void
  /** From now on never ready: the process stops. */
  shut(): void
  /** Answers a request to a health path; false when it is another. */
  handle(request: IncomingMessage, response: ServerResponse): boolean
}

/** Makes the health of a process; not ready until `open`. */
export function createHealth(): Health {
  const probes = new Map<string, Probe>()
  const facts = new Map<string, () => unknown>()
  let isOpen = false
  return {
    watch: (name, probe) => void probes.set(name, probe),
    tell: (name, fact) => void facts.set(name, fact),
    open: () => void (isOpen = true),
    shut: () => void (isOpen = false),
    handle: (request, response) => {
      const path = request.url?.split('?')[0]
      if (path === '/health/live') answer(response, 200, { status: 'live' })
      else if (path === '/health/ready')
        void runProbes(isOpen, probes).then((result) => answerReady(response, result, facts))
      else return false
      return true
    },
  }
}

type Result = { readonly ready: boolean; readonly checks: Record<string, boolean> }

async function runProbes(isOpen: boolean, probes: ReadonlyMap<string, Probe>): Promise<Result> {
  const results = await Promise.all([...probes].map(async ([name, probe]) => [name, await holds(probe)] as const))
  return { ready: isOpen && results.every(([, ok]) => ok), checks: Object.fromEntries(results) }
}

async function holds(probe: Probe): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), patienceMs)
  const result = await Promise.race([late, probe().catch(() => false)])
  clearTimeout(timer)
  return result
}

function answerReady(response: ServerResponse, { ready, checks }: Result, facts: ReadonlyMap<string, () => unknown>) {
  const told = Object.fromEntries([...facts].map(([name, fact]) => [name, fact()]))
  answer(response, ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', checks, ...told })
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
