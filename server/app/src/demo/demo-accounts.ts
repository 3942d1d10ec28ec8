import { createAccount, createApiKey, listApiKeys, peopleByCommand, revokeApiKey } from '@zhikong/core'
import type { Platform, Region } from '@zhikong/core'

import { DEMO_PEOPLE, type DemoRole } from './demo-people.ts'
import { departmentCode, hallCode } from './demo-registers.ts'

/** Known to everybody: only ever in a demo's own database. */
export const DEMO_PASSWORD = 'zhikong-demo'
const KEY_NAME = 'demo, made at each start'

/** Makes the demo's accounts where they are missing, and a fresh API key in place of the last one. */
export const ensureDemoAccounts = async (platform: Platform) => {
  await ensureDemoPeople(platform)
  const { database } = platform
  for (const key of await listApiKeys(database)) {
    if (key.name === KEY_NAME && key.revokedAt === null) await revokeApiKey(database, { id: key.id })
  }
  const { key } = await createApiKey(database, {
    name: KEY_NAME,
    region: rangeOf(regionOf(platform, '430000000000')),
    permissions: ['core.read', 'core.report'],
    createdBy: 'demo',
  })
  return { usernames: DEMO_PEOPLE.map(({ username }) => username), password: DEMO_PASSWORD, key }
}

/** Makes people and roles that are missing. A role whose hall or department is not there yet is left for the next call. */
export const ensureDemoPeople = async (platform: Platform): Promise<void> => {
  const people = peopleByCommand(platform.database, rangeOf(regionOf(platform, '430000000000')))
  const there = new Map((await people.list()).map(({ person, grants }) => [person.username, grants]))
  for (const { username, displayName, roles } of DEMO_PEOPLE) {
    const held = there.get(username)
    if (held === undefined) {
      const region = rangeOf(regionOf(platform, roles[0].region))
      await createAccount(platform.database, { username, displayName, region, password: DEMO_PASSWORD, roles: [] })
    }
    for (const wanted of roles) {
      const place = placeOf(platform, wanted)
      if (place === undefined) continue
      const isHeld = held?.some(({ role, regionId }) => role === wanted.role && regionId === place.region.id) ?? false
      if (!isHeld) await people.grant({ username, role: wanted.role, ...place, expiresAt: null })
    }
  }
}

/** Where a role holds; undefined while the hall or department that it names is not registered. */
const placeOf = (platform: Platform, { region: code, department, inHall }: DemoRole) => {
  const { index } = platform.registers.current()
  const region = regionOf(platform, code)
  const organisation =
    department === undefined ? null : index.organisationByCode.get(departmentCode(region, department))
  const hall = inHall === undefined ? null : index.hallByCode.get(hallCode(region))
  if (organisation === undefined || hall === undefined) return undefined
  return { region: rangeOf(region), organisation, hall }
}

const regionOf = ({ registers }: Platform, code: string): Region => {
  const region = registers.current().tree.byCode(code)
  if (region === undefined) throw new Error(`There is no region ${code}`)
  return region
}

const rangeOf = ({ id, scopeKey: lo, scopeEnd: hi }: Region) => ({ id, lo, hi })
