/** A reason not to start that the person at the terminal can act on: one clear sentence, no stack. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
}
