import { OperationTypeNode, parse } from 'graphql'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Principal } from '../../src/graphql/context.ts'
import { createRecentReads, recentReads } from '../../src/graphql/recent-reads.ts'
import type { LaggingContext, RecentReads } from '../../src/graphql/recent-reads.ts'

const LAG_MS = 5_000
const { QUERY, MUTATION, SUBSCRIPTION } = OperationTypeNode

let begin: RecentReads
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  vi.advanceTimersByTime(60_000) // it has run for a while
  begin = createRecentReads(LAG_MS)
})
afterEach(() => vi.useRealTimers())

/** Begins an operation of somebody; says whether it may lag, and ends it. */
const operate = (kind: OperationTypeNode | undefined, id: string | null) => {
  const mayLag = vi.fn<() => void>()
  const context = { principal: id === null ? null : ({ id } as Principal), mayLag } as unknown as LaggingContext
  const done = begin(kind, context)
  return { mayLag: mayLag.mock.calls.length > 0, done: () => done?.() }
}
const mayLag = (id: string | null) => operate(QUERY, id).mayLag
const change = (id: string) => operate(MUTATION, id).done()

test('a query of somebody who changed nothing may be a moment old', () => {
  expect(mayLag('reader')).toBe(true)
})

test('who changed something reads the very last for as long as a replica may be behind, and nobody else does', () => {
  change('writer')
  expect([mayLag('writer'), mayLag('reader')]).toEqual([false, true])
  vi.advanceTimersByTime(LAG_MS - 1)
  expect(mayLag('writer')).toBe(false)
  vi.advanceTimersByTime(2)
  expect(mayLag('writer')).toBe(true)
})

test('the time counts from the end of the change, and anew from each one', () => {
  const slow = operate(MUTATION, 'writer')
  vi.advanceTimersByTime(LAG_MS * 2)
  slow.done()
  vi.advanceTimersByTime(LAG_MS - 1)
  change('writer')
  vi.advanceTimersByTime(LAG_MS - 1)
  expect(mayLag('writer')).toBe(false)
})

test.each([
  ['a mutation', MUTATION],
  ['a subscription', SUBSCRIPTION],
  ['what no operation was found in', undefined],
])('%s reads the very last', (_, kind) => {
  expect(operate(kind, 'somebody').mayLag).toBe(false)
})

test('nobody in particular reads the very last, and is not remembered', () => {
  operate(MUTATION, null).done()
  expect(mayLag(null)).toBe(false)
})

test('of very many who change something at once those who did last are remembered', () => {
  for (let n = 0; n <= 10_000; n++) change(`writer ${n}`)
  expect([mayLag('writer 1'), mayLag('writer 10000')]).toEqual([false, false])
  expect(mayLag('writer 0')).toBe(true)
})

test('who changes something again is among the last', () => {
  change('writer')
  for (let n = 0; n < 9_999; n++) change(`other ${n}`)
  change('writer')
  change('one more')
  expect(mayLag('writer')).toBe(false)
})

test('Yoga asks by the operation that is named, and remembers once it is executed', () => {
  const { onExecute } = recentReads(begin)
  const document = parse('query Read { __typename } mutation Change { __typename }')
  const execute = (operationName: string) => {
    const called = vi.fn<() => void>()
    const contextValue = { principal: { id: 'writer' }, mayLag: called }
    const hook = onExecute?.({ args: { document, operationName, contextValue } } as never)
    return { called, hook: hook as { readonly onExecuteDone: () => void } | undefined }
  }
  expect(execute('Read').called).toHaveBeenCalledOnce()
  const changed = execute('Change')
  expect(execute('Read').called).toHaveBeenCalledOnce() // not yet done
  changed.hook?.onExecuteDone()
  expect(execute('Read').called).not.toHaveBeenCalled()
})
