import { createAccount, peopleByCommand, type Platform, type Region } from '@zhikong/core'
import type { Person } from '../k6/plan.ts'

/** Known to everybody: only ever in a load test's own database. */
export const PASSWORD = 'only-for-load-tests'

const rangeOf = ({ id, scopeKey: lo, scopeEnd: hi }: Region) => ({ id, lo, hi })

/**
 * Makes so many accounts of different reach: of the province, of each city, of counties, and of departments that are bound
 * to their organisation.
 */
export const makePeople = async ({ database, registers }: Platform, count: number): Promise<readonly Person[]> => {
  const { tree, index } = await registers.snapshot()
  const [province] = tree.roots
  if (province === undefined) throw new Error('The tree of regions is empty.')
  const cities = tree.childrenOf(province)
  const counties = cities.flatMap((city) => tree.childrenOf(city))
  const people = peopleByCommand(database, { lo: province.scopeKey, hi: province.scopeEnd })
  const make = async (n: number): Promise<Person> => {
    const role = ROLES[n % ROLES.length] ?? 'HALL_MANAGER'
    const turn = Math.floor(n / ROLES.length)
    const region =
      role === 'AUTHORITY' && turn % 8 === 0 ? province : nth(LEVEL[role] === 'CITY' ? cities : counties, turn)
    const username = `load-${n + 1}`
    const organisation = role === 'DEPARTMENT' ? firstOf(index.organisationById, region) : null
    const roles = organisation === null ? [role] : []
    const account = { username, displayName: `压测 ${n + 1}`, region: rangeOf(region), password: PASSWORD, roles }
    await createAccount(database, account)
    if (organisation !== null) {
      const place = { region: rangeOf(region), organisation, hall: null }
      await people.grant({ username, role, ...place, expiresAt: null })
    }
    return { username, role, region: region.code, organisation: organisation?.code ?? null }
  }
  const made: Person[] = []
  while (made.length < count) {
    const more = Array.from({ length: Math.min(AT_ONCE, count - made.length) }, (_, n) => make(made.length + n))
    made.push(...(await Promise.all(more)))
  }
  return made
}

/** The product hashes no more than 32 passwords at a time. */
const AT_ONCE = 8

const ROLES = ['AUTHORITY', 'HALL_MANAGER', 'INSPECTOR', 'DEPARTMENT'] as const
const LEVEL = { AUTHORITY: 'CITY', INSPECTOR: 'CITY', HALL_MANAGER: 'COUNTY', DEPARTMENT: 'COUNTY' } as const

const nth = <Item>(items: readonly Item[], n: number): Item => {
  const item = items[n % items.length]
  if (item === undefined) throw new Error('There are no such regions.')
  return item
}

const firstOf = <Entry extends { readonly regionId: number }>(
  entries: ReadonlyMap<number, Entry>,
  { id, name }: Region,
): Entry => {
  const found = [...entries.values()].find(({ regionId }) => regionId === id)
  if (found === undefined) throw new Error(`${name} has no department.`)
  return found
}
