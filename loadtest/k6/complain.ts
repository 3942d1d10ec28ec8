/** Of one virtual user: when a server is down, each of thousands of questions would be complained of. */
const MOST = 5
let said = 0

/** Tells in the log of k6 what went wrong. */
export const complain = (sentence: string): void => {
  said += 1
  if (said > MOST) return
  // oxlint-disable-next-line no-console -- the only way out of k6
  console.error(sentence)
}
