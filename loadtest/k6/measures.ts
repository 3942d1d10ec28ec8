import { Counter, Rate, Trend } from 'k6/metrics'

/** Of all answers: how many were no data, whatever the status. */
export const faults = new Rate('faults')
/** Milliseconds until somebody was signed in. */
export const signInTime = new Trend('sign_in_ms', true)
/** Milliseconds until all that a console asks for when it opens was there. */
export const openingTime = new Trend('console_opening_ms', true)
/** Events that the server says it stored. */
export const stored = new Counter('events_stored')
/** Events that were sent and neither stored nor known. */
export const notStored = new Counter('events_not_stored')
/** Milliseconds from sending the end of a case to its frame on a console. */
export const deliveryTime = new Trend('delivery_ms', true)
/** Ends of cases that consoles were to be told of, counted for each of them. */
export const due = new Counter('deliveries_due')
/** Of these, those that came. */
export const delivered = new Counter('deliveries_made')
/** Frames whose events came before, or after a later one. */
export const outOfOrder = new Counter('deliveries_out_of_order')
/** Sockets that ended before the scenario did. */
export const dropped = new Counter('sockets_dropped')
/** Cards that came over streams. */
export const cards = new Counter('cards_delivered')
/** Cards that were urged on. */
export const urges = new Counter('cards_urged')
/** Cases whose end was stored. */
export const casesEnded = new Counter('cases_ended')
/** Reports that the server put off until later; a sender comes again. */
export const putOff = new Counter('reports_put_off')
