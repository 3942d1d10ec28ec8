import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'

/** Somebody who follows: a system with a key, or a person of an organisation who has signed in. */
export type Wanted = { readonly rights: string; readonly organisation?: string }

/** What somebody shows to say who they are, as headers. */
export type Shown = Readonly<Record<string, string>>

const digest = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('hex')
const secret = (): string => randomBytes(32).toString('base64url')
const KEY_LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Gives somebody for each of those who are wanted; `each` of a kind are the same one, and so are those of later calls. */
export type Principals = (wanted: readonly Wanted[], each: number) => Promise<readonly Shown[]>

/**
 * Makes many, straight into the tables: making a person by the product takes a password, which takes a while on purpose.
 * They have the rights that the product would give them, and are held to them like everybody.
 */
export const keepPrincipals = (pool: pg.Pool): Principals => {
  const kept = new Map<string, Shown>()
  return async (wanted, each) => {
    const met = new Map<string, number>()
    const found: Shown[] = []
    for (const one of wanted) {
      const kind = `${one.rights} ${one.organisation ?? ''}`
      const before = met.get(kind) ?? 0
      met.set(kind, before + 1)
      const name = `${kind} ${Math.floor(before / each)}`
      const shown = kept.get(name) ?? (await (one.organisation === undefined ? makeKey : makePerson)(pool, one))
      kept.set(name, shown)
      found.push(shown)
    }
    return found
  }
}

const makeKey = async (pool: pg.Pool, { rights }: Wanted): Promise<Shown> => {
  const [id, prefix] = [randomUUID(), [...randomBytes(8)].map((byte) => KEY_LETTERS[byte % 32]).join('')]
  const key = `zk_${prefix}_${secret()}`
  await pool.query(
    `with made as (insert into core.api_key (id, name, region_id, lo, hi, permissions, created_at)
       select $1, 'bench', id, scope_key, scope_end, 'core.read', now() from core.region where code = $2)
     insert into core.api_key_secret (prefix, api_key_id, hash, created_at) values ($3, $1, $4, now())`,
    [id, rights, prefix, digest(key)],
  )
  return { authorization: `Bearer ${key}` }
}

const makePerson = async (pool: pg.Pool, { rights, organisation }: Wanted): Promise<Shown> => {
  const [id, token] = [randomUUID(), secret()]
  await pool.query(
    `with home as (select id, scope_key as lo, scope_end as hi from core.region where code = $2),
     made as (insert into core.account (id, username, display_name, region_id, lo, hi, created_at)
       select $1, $5, 'bench', id, lo, hi, now() from home),
     given as (insert into core.role_grant (id, account_id, role, region_id, lo, hi, organisation_id, created_at)
       select gen_random_uuid(), $1, 'INSPECTOR', home.id, lo, hi, organisation.id, now()
       from home, core.organisation where organisation.code = $3)
     insert into core.session (token_hash, id, account_id, address, via, created_at, last_seen_at, expires_at)
       values ($4, gen_random_uuid(), $1, '127.0.0.1', 'PASSWORD', now(), now(), now() + interval '8 hours')`,
    [id, rights, organisation, digest(token), `bench-${id}`],
  )
  return { cookie: `zhikong_session=${token}` }
}
