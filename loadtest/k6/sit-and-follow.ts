import { madeAt } from './case-number.ts'
import { cards, delivered, deliveryTime, outOfOrder } from './measures.ts'
import { personAt, sessionOf } from './sign-in.ts'
import { follow, type Batch } from './sockets.ts'

/**
 * A console that is left open for so many milliseconds: it follows the cards and the ends of cases within its region.
 */
export const sitAndFollow = (desk: number, ms: number): void => {
  const person = personAt(desk)
  const credential = sessionOf(person, desk)
  if (credential === null) return
  const within = person.region
  const streams = [
    { document: 'subscription Completions', within, onBatch: inOrder(countEnds) },
    { document: 'subscription Alerts', within, onBatch: inOrder(({ events }) => cards.add(events.length)) },
  ]
  follow(credential, streams, ms)
}

const countEnds = ({ events }: Batch): void => {
  const now = Date.now()
  for (const { caseNumber } of events) {
    delivered.add(1)
    if (caseNumber !== null) deliveryTime.add(now - madeAt(caseNumber))
  }
}

/** Counts what does not follow what came before; each event has a number that rises. */
const inOrder = (hear: (batch: Batch) => void): ((batch: Batch) => void) => {
  let last = 0n
  return (batch) => {
    for (const { seq } of batch.events) {
      const number = BigInt(seq)
      if (number <= last) outOfOrder.add(1)
      last = number
    }
    hear(batch)
  }
}
