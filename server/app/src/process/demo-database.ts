import { StartRefused } from '@zhikong/core'
import type { Address } from '@zhikong/core'
import pg from 'pg'

const suffix = '_demo'
const doesNotExist = '3D000'

/**
 * On a server of one's own, demo data has a database of its own beside the one that is named: `zhikong_demo` beside
 * `zhikong`. Made when it is missing and the owner may make databases; else one sentence tells what to do.
 */
export async function demoDatabase(named: Address): Promise<Address> {
  if (named.database.endsWith(suffix)) return named
  const demo = { ...named, database: `${named.database}${suffix}` }
  if (await exists(demo)) return demo
  const client = new pg.Client({ ...named, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
  } catch (error) {
    await client.end().catch(() => undefined)
    throw new StartRefused(`The database "${named.database}" on ${named.host} cannot be reached: ${reasonOf(error)}.`)
  }
  try {
    await client.query(`create database ${client.escapeIdentifier(demo.database)} template template0 encoding 'UTF8'`)
  } catch {
    throw new StartRefused(
      `Demo data needs a database of its own, and "${demo.database}" cannot be made: make it, or set DEMO=0.`,
    )
  } finally {
    await client.end()
  }
  return demo
}

async function exists(address: Address): Promise<boolean> {
  const client = new pg.Client({ ...address, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === doesNotExist) return false
    throw new StartRefused(
      `The database "${address.database}" on ${address.host} cannot be reached: ${reasonOf(error)}.`,
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.message || ('code' in error ? String(error.code) : error.name)
}
