import { sleep } from 'k6'
import { openConsole, readCards, readCase, readCases, readOverview, readTrends } from './console.ts'
import { personAt, sessionOf } from './sign-in.ts'

/** A number of seconds between two. */
const between = (least: number, most: number): number => least + Math.random() * (most - least)

const anyOf = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(Math.random() * items.length)]

/**
 * What somebody does at a console: opens it, goes into a region below, reads the lists and one case with its events.
 * Between the pages they look at what is there, `pause` seconds on average.
 */
export const lookAround = (desk: number, pause: number): void => {
  const person = personAt(desk)
  const credential = sessionOf(person, desk)
  if (credential === null) return sleep(pause)
  const look = (): void => sleep(between(pause / 2, pause * 1.5))
  const within = openConsole(credential, person)
  readTrends(credential, within)
  look()
  const region = anyOf(within) ?? person.region
  readOverview(credential, region)
  look()
  const cases = readCases(credential, region)
  look()
  readCards(credential, region)
  const one = anyOf(cases)
  if (one !== undefined) readCase(credential, one)
  look()
}
