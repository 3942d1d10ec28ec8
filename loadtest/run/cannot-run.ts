/** A load test cannot be run, or not to its end; the message is one sentence for whoever started it. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun'
}
