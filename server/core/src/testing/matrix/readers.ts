import { randomUUID } from 'node:crypto'
import { ROLE_NAMES, IMPERSONAL_ROLES, type Role } from '../../access/roles.ts'
import { openSession } from '../../access/sessions.ts'
import { createApiKey } from '../../access/third-parties/api-keys.ts'
import { scopeIdOf } from '../../access/scope.ts'
import { OF_WHOLE_REGIONS } from '../../permission.ts'
import type { Reach } from '../../graphql/context.ts'
import type { TestPlatform } from '../platform.ts'
import { POSITIONS, reachOf, type Position } from './places.ts'

/** Somebody who asks: with headers, from a position, with what they may do and reach. */
export type Reader = {
  /** `INSPECTOR, own hall`. */
  readonly name: string
  readonly role: Role | null
  readonly position: string
  readonly headers: Readonly<Record<string, string>>
  /** The working scope that is asked for; null for the widest. */
  readonly scope: string | null
  /** Nothing at all for who has no grant. */
  readonly reach: Reach
  /** What may be done in the working scope. */
  readonly permissions: ReadonlySet<string>
  readonly isKnown: boolean
}

const NOTHING: Reach = { lo: 0, hi: 0, organisationId: null, hallId: null }

/** Every role at every position, systems where systems are, somebody without any grant, and nobody. */
export async function makeReaders(platform: TestPlatform): Promise<readonly Reader[]> {
  const people = ROLE_NAMES.filter((role) => !IMPERSONAL_ROLES.has(role))
  const readers: Reader[] = []
  for (const position of POSITIONS) {
    for (const role of people)
      readers.push(await makePerson(platform, `${role}, ${position.name}`, [{ role, position }]))
    if (position.organisation === undefined && position.hall === undefined) {
      readers.push(await makeSystem(platform, position))
    }
  }
  readers.push(await makePerson(platform, 'without a grant', []))
  readers.push({
    name: 'nobody',
    role: 'PUBLIC',
    position: 'none',
    headers: {},
    scope: null,
    reach: NOTHING,
    permissions: new Set(),
    isKnown: false,
  })
  return readers
}

type Held = { readonly role: Role; readonly position: Position }

/** A person with some grants, who works in the scope of the first; the others are given up for the request. */
export async function makePerson(platform: TestPlatform, name: string, held: readonly Held[]): Promise<Reader> {
  const { database, clock, registers } = platform
  const at = await clock.now()
  const [accountId, username] = [randomUUID(), `reader.${randomUUID()}`]
  const { index, tree } = await registers.snapshot()
  const province = reachOf(tree, '430000000000')
  const units = held.map(({ role, position: { region, organisation, hall } }) => ({
    role,
    ...reachOf(tree, region),
    organisationId: organisation === undefined ? null : (index.organisationByCode.get(organisation)?.id ?? -1),
    hallId: hall === undefined ? null : (index.hallByCode.get(hall)?.id ?? -1),
  }))
  const token = await database.withScope({ mode: 'administration' }, async (trx) => {
    const home = { regionId: province.regionId, lo: province.lo, hi: province.hi }
    await trx
      .insertInto('core.account')
      .values({ id: accountId, username, displayName: 'A reader', createdAt: at, ...home })
      .execute()
    for (const unit of units) {
      await trx
        .insertInto('core.roleGrant')
        .values({ id: randomUUID(), accountId, createdAt: at, ...unit })
        .execute()
    }
    return openSession(trx, { accountId, address: '127.0.0.1', via: 'PASSWORD', replaces: null }, at)
  })
  const [first] = units
  return {
    name,
    role: first?.role ?? null,
    position: held[0]?.position.name ?? 'none',
    headers: { cookie: `zhikong_session=${token}`, 'x-zhikong': '1' },
    scope: first === undefined || units.length === 1 ? null : scopeIdOf(first),
    reach: first ?? NOTHING,
    permissions: permissionsIn(platform, first),
    isKnown: true,
  }
}

function permissionsIn(
  { declarations }: TestPlatform,
  held: (Reach & { readonly role: Role }) | undefined,
): ReadonlySet<string> {
  if (held === undefined) return new Set()
  const isPart = held.organisationId !== null || held.hallId !== null
  const all = [...declarations.rolePermissions[held.role]]
  return new Set(isPart ? all.filter((name) => !OF_WHOLE_REGIONS.has(name)) : all)
}

/** A system with the permissions of its role in a region. */
async function makeSystem({ database, declarations, registers }: TestPlatform, position: Position): Promise<Reader> {
  const { regionId, ...reach } = reachOf(registers.current().tree, position.region)
  const permissions = [...declarations.rolePermissions.THIRD_PARTY]
  const region = { id: regionId, lo: reach.lo, hi: reach.hi }
  const { key } = await createApiKey(database, { name: 'A reader', region, permissions })
  return {
    name: `THIRD_PARTY, ${position.name}`,
    role: 'THIRD_PARTY',
    position: position.name,
    headers: { authorization: `Bearer ${key}` },
    scope: null,
    reach,
    permissions: new Set(permissions),
    isKnown: true,
  }
}
