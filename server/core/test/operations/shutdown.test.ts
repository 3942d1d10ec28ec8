import { pino } from 'pino'
import { describe, expect, it } from 'vitest'

import { createShutdown } from '../../src/operations/index.ts'

const silent = pino({ level: 'silent' })

describe('createShutdown', () => {
  it('stops the doors first and the rest in the opposite order, once, whatever fails', async () => {
    const stopped: string[] = []
    const shutdown = createShutdown(silent)
    const stop = (name: string) => async () => void stopped.push(name)
    shutdown.addFirst('http', stop('http'))
    shutdown.add('server', stop('server'))
    shutdown.add('pools', async () => {
      stopped.push('pools')
      throw new Error('on purpose')
    })
    shutdown.add('workers', stop('workers'))
    expect(shutdown.signal.aborted).toBe(false)
    await Promise.all([shutdown.run(), shutdown.run()])
    expect(stopped).toEqual(['http', 'workers', 'pools', 'server'])
    expect(shutdown.signal.aborted).toBe(true)
  })
})
