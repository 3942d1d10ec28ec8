import { fault } from '../graphql/fault.ts'

/** An iterator that does nothing between two questions, and that can be ended at any moment. */
export type PulledStream<T> = AsyncIterableIterator<T, undefined> &
  AsyncDisposable & { return(): Promise<IteratorResult<T, undefined>> }

type Options = {
  /** Ends when nobody has asked for so long; for ever unless told. */
  readonly patienceMs?: number
  readonly signal?: AbortSignal
  /** Called once, however the stream ends. */
  readonly onEnd?: () => void
}

/**
 * Makes a stream of a function that gives the next item, or undefined at the end. An async generator would not do: its
 * `return` waits for what it is busy with. Here `return` aborts that and resolves at once. After the patience is over
 * the next question is answered by LIMIT_EXCEEDED.
 */
export function pulledStream<T>(
  next: (signal: AbortSignal) => Promise<T | undefined>,
  options: Options,
): PulledStream<T> {
  const stopping = new AbortController()
  const { signal } = stopping
  const done: IteratorResult<T, undefined> = { done: true, value: undefined }
  let failure: unknown
  let turn: Promise<unknown> = Promise.resolve()
  let patience: ReturnType<typeof setTimeout> | undefined

  const stop = () => {
    clearTimeout(patience)
    options.signal?.removeEventListener('abort', stop)
    if (signal.aborted) return
    stopping.abort()
    options.onEnd?.()
  }
  const stopImpatiently = () => {
    failure = tooSlow()
    stop()
  }
  const waitForQuestion = () => {
    clearTimeout(patience)
    if (!signal.aborted && options.patienceMs !== undefined)
      patience = setTimeout(stopImpatiently, options.patienceMs).unref()
  }
  const answer = async (): Promise<IteratorResult<T, undefined>> => {
    clearTimeout(patience)
    if (failure !== undefined) {
      const error = failure
      failure = undefined
      throw error
    }
    if (signal.aborted) return done
    try {
      const value = await untilAborted(next(signal), signal)
      if (value === undefined) stop()
      return signal.aborted || value === undefined ? done : { done: false, value }
    } catch (error) {
      stop()
      throw error
    } finally {
      waitForQuestion()
    }
  }
  if (options.signal?.aborted) stop()
  else options.signal?.addEventListener('abort', stop)
  waitForQuestion()

  return {
    next: () => {
      const answered = turn.then(answer)
      turn = answered.catch(() => undefined)
      return answered
    },
    return: () => {
      stop()
      return Promise.resolve(done)
    },
    throw: (error: unknown) => {
      stop()
      return Promise.reject(error)
    },
    [Symbol.asyncIterator]() {
      return this
    },
    [Symbol.asyncDispose]: () => {
      stop()
      return Promise.resolve()
    },
  }
}

const tooSlow = () =>
  fault('LIMIT_EXCEEDED', {
    detail: {
      'zh-CN': '订阅长时间未读取，已结束。请用最后收到的 cursor 重新订阅。',
      en: 'The subscription was not read for too long and has ended. Subscribe again with the last cursor you got.',
    },
  })

/** Gives undefined as soon as the signal aborts, whatever becomes of the work. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted)
    return work.then(
      () => undefined,
      () => undefined,
    )
  return new Promise((resolve, reject) => {
    const give = () => resolve(undefined)
    signal.addEventListener('abort', give)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give))
  })
}
