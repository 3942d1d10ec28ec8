import { parseArgs } from 'node:util'
import { createApiKey, listApiKeys, OVERLAP_DAYS, parseInstant, revokeApiKey, rotateApiKey } from '@zhikong/core'
import type { ApiKey, Database } from '@zhikong/core'

import { changeByCommand } from './actor.ts'
import { UsageError } from './command.ts'
import type { Command, CommandContext } from './command.ts'
import { asUsage, permissionsNamed, regionNamed, regionsOf } from './granting.ts'

const options = {
  name: { type: 'string' },
  region: { type: 'string' },
  permissions: { type: 'string', default: 'core.read' },
  expires: { type: 'string' },
  overlap: { type: 'string', default: String(OVERLAP_DAYS.usual) },
} as const

/** Makes, lists, rotates and revokes the API keys of systems. */
export const keys: Command = {
  name: 'keys',
  summary: 'make, list, rotate or revoke the API keys of systems',
  usage: [
    'pnpm zhikong keys create --name NAME --region CODE [--permissions core.read,core.report] [--expires 2027-01-01T00:00:00+08:00]',
    'pnpm zhikong keys list',
    `pnpm zhikong keys rotate PREFIX-OR-ID [--overlap ${OVERLAP_DAYS.usual}]`,
    'pnpm zhikong keys revoke PREFIX-OR-ID',
    '',
    '--region       the region whose subtree the key reaches: 12 digits, or the first 2, 4, 6 or 9',
    '--permissions  what it may do, joined by commas, or "all" that a system may have; core.read unless told',
    '--expires      when it ends, with an offset; without it the key lasts until it is revoked',
    `--overlap      for how many days the older secret goes on opening, 0 to ${OVERLAP_DAYS.most}; 0 ends every older one now`,
  ].join('\n'),
  run: async (args, context) => {
    const [verb, ...rest] = args
    if (verb === 'create') return create(rest, context)
    if (verb === 'list') return list(context)
    if (verb === 'rotate') return rotate(rest, context)
    if (verb === 'revoke') return revoke(rest, context)
    throw new UsageError('Say what to do with keys: create, list, rotate or revoke.')
  },
}

const issuing = (database: Database) => ({ now: () => new Date(), change: changeByCommand(database) })

async function create(args: readonly string[], { database, declarations, print, tell }: CommandContext): Promise<void> {
  const { values } = parseArgs({ args: [...args], options })
  const { name } = values
  if (name === undefined) throw new UsageError('Say what the key is for: --name "Permit desk".')
  await asUsage(async () => {
    const permissions = permissionsNamed(values.permissions, declarations)
    const expiresAt = values.expires === undefined ? null : parseInstant(values.expires)
    const opened = await database()
    const region = regionNamed(await regionsOf(opened), values.region)
    const { key } = await createApiKey(
      opened,
      { name, region, permissions, expiresAt, createdBy: 'cli' },
      issuing(opened),
    )
    tell('Keep it now: it is not shown again.')
    print(key)
  })
}

function stateOf({ revokedAt, expiresAt }: ApiKey): string {
  if (revokedAt !== null) return `revoked ${revokedAt.toISOString()}`
  if (expiresAt === null) return 'good'
  return expiresAt <= new Date() ? 'expired' : `good until ${expiresAt.toISOString()}`
}

async function list({ database, print }: CommandContext): Promise<void> {
  const opened = await database()
  const tree = await regionsOf(opened)
  for (const key of await listApiKeys(opened)) {
    const region = tree.byId(key.regionId)?.code ?? String(key.regionId)
    const permissions = [...key.permissions].sort().join(',')
    print([`zk_${key.prefix}_…`, key.name, region, permissions, stateOf(key), useOf(key)].join('\t'))
    for (const older of key.secrets.slice(1)) {
      print(
        ['', `zk_${older.prefix}_…`, `opens until ${older.expiresAt?.toISOString() ?? ''}`, useOf(older)].join('\t'),
      )
    }
  }
}

function useOf({ lastUsedAt }: Pick<ApiKey, 'lastUsedAt'>): string {
  return lastUsedAt === null ? 'never used' : `used ${lastUsedAt.toISOString()}`
}

/** A key as it was named on the command line, and how to look for it. */
function keyNamed(which: string | undefined) {
  if (which === undefined) throw new UsageError('Say which key: its prefix or its id; "keys list" shows them.')
  const isId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u.test(which)
  const prefix = /^zk_([a-z0-9]{8})/u.exec(which)?.[1] ?? which
  const absent = () => new UsageError(`There is no key "${which}"; "keys list" shows them.`)
  return { by: isId ? { id: which } : { prefix }, absent }
}

async function rotate(args: readonly string[], { database, print, tell }: CommandContext): Promise<void> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const { by, absent } = keyNamed(positionals[0])
  await asUsage(async () => {
    const opened = await database()
    const rotated = await rotateApiKey(opened, by, Number(values.overlap), undefined, issuing(opened))
    if (rotated === undefined) throw absent()
    tell('Keep it now: it is not shown again.')
    print(rotated.key)
  })
}

async function revoke([which]: readonly string[], { database, print }: CommandContext): Promise<void> {
  const { by, absent } = keyNamed(which)
  const opened = await database()
  const revoked = await revokeApiKey(opened, by, undefined, issuing(opened))
  if (!revoked) throw absent()
  print(`Revoked zk_${revoked.prefix}_… (${revoked.name}).`)
}
