/** Why a sealed value was not opened. */
export type SealFault = 'FORM' | 'KEY' | 'MAC'

/**
 * A sealed value that was tampered with, moved to another row, cut short, or sealed under a key that is not at hand.
 * Internal: it never carries a byte of the value, and readers get INTERNAL.
 */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
  readonly fault: SealFault

  constructor(fault: SealFault) {
    super(SENTENCES[fault])
    this.fault = fault
  }
}

const SENTENCES: Readonly<Record<SealFault, string>> = {
  FORM: 'A sealed value has no form that this version knows.',
  KEY: 'A sealed value names a key that is not on the ring.',
  MAC: 'A sealed value was changed or moved from its row.',
}
