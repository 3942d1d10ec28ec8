import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'

import { freePort } from '../started-process.ts'

/** The wire between a browser and a server, which a test may cut. */
export type Cable = {
  /** What the browser is told instead of the server's own address. */
  readonly url: string
  /** Ends every connection and takes no new one. */
  cut(): void
  mend(): void
  /** Cuts it and stops listening. */
  close(): Promise<void>
}

/** Listens on a free port and passes everything to `port`. */
export async function layCable(port: number): Promise<Cable> {
  const ends = new Set<Socket>()
  let whole = true
  const keep = (end: Socket) => {
    ends.add(end)
    end.on('error', () => end.destroy())
    end.on('close', () => ends.delete(end))
  }
  const server = createServer((near) => {
    keep(near)
    if (!whole) return void near.destroy()
    const far = connect(port, '127.0.0.1')
    keep(far)
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  const own = await freePort()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(own, '127.0.0.1', resolve)
  })
  const cut = () => {
    whole = false
    for (const end of ends) end.destroy()
  }
  return {
    url: `http://127.0.0.1:${own}`,
    cut,
    mend: () => {
      whole = true
    },
    close: () => {
      cut()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
