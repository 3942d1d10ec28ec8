import { setImmediate as turn } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { startDailyWork } from '../src/daily-work.ts'

const alone = { tryLock: async () => ({ lost: new AbortController().signal, release: async () => undefined }) }

it('does the work of each once, whatever one of them throws, until the next day', async () => {
  const done: string[] = []
  const errors: unknown[] = []
  const broken = { plugin: 'broken', work: () => Promise.reject(new Error('broken')) }
  const well = { plugin: 'well', work: async () => void done.push('well') }
  const worker = startDailyWork(alone, [broken, well], (error) => errors.push(error))
  await vi.waitFor(() => expect(done).toEqual(['well']))
  await turn()
  expect(errors).toEqual([new Error('broken')])
  expect(done).toEqual(['well'])
  await worker.close()
})
