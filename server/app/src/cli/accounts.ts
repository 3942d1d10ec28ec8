import { parseArgs } from 'node:util'
import { createAccount, disableAccount, listAccounts, madeUpPassword, ROLE_NAMES } from '@zhikong/core'

import { UsageError } from './command.ts'
import type { Command, CommandContext } from './command.ts'
import { asUsage, regionNamed, regionsOf, rolesNamed } from './granting.ts'

const options = {
  username: { type: 'string' },
  name: { type: 'string' },
  region: { type: 'string' },
  roles: { type: 'string', default: 'AUDITOR' },
} as const

/** Makes, lists and stops the accounts of people. */
export const accounts: Command = {
  name: 'accounts',
  summary: 'make, list or stop the accounts of people',
  usage: [
    'pnpm zhikong accounts create --username NAME --region CODE [--name "Shown name"] [--roles AUTHORITY]',
    'pnpm zhikong accounts list',
    'pnpm zhikong accounts stop NAME',
    '',
    'The password is made up and printed once; ACCOUNT_PASSWORD in the environment sets it instead.',
    '--region       the region whose subtree the account sees: 12 digits, or the first 2, 4, 6 or 9',
    `--roles        joined by commas: ${ROLE_NAMES.join(', ')}; AUDITOR unless told`,
  ].join('\n'),
  run: async (args, context) => {
    const [verb, ...rest] = args
    if (verb === 'create') return create(rest, context)
    if (verb === 'list') return list(context)
    if (verb === 'stop') return stop(rest, context)
    throw new UsageError('Say what to do with accounts: create, list or stop.')
  },
}

async function create(args: readonly string[], { database, print, tell }: CommandContext): Promise<void> {
  const { values } = parseArgs({ args: [...args], options })
  const { username, name: displayName = username } = values
  if (username === undefined || displayName === undefined) throw new UsageError('Say who: --username NAME.')
  await asUsage(async () => {
    const roles = rolesNamed(values.roles)
    const opened = await database()
    const region = regionNamed(await regionsOf(opened), values.region)
    const given = process.env['ACCOUNT_PASSWORD']
    const password = given ?? madeUpPassword()
    await createAccount(opened, {
      username,
      password,
      displayName,
      region,
      roles,
      mustChange: given === undefined,
    })
    if (given !== undefined) return print(`Made the account ${username}.`)
    tell(`The password of ${username}, shown once:`)
    print(password)
  })
}

async function list({ database, print }: CommandContext): Promise<void> {
  const opened = await database()
  const tree = await regionsOf(opened)
  for (const { username, displayName, regionId, disabledAt } of await listAccounts(opened)) {
    const region = tree.byId(regionId)?.code ?? String(regionId)
    const state = disabledAt === null ? 'good' : `stopped ${disabledAt.toISOString()}`
    print([username, displayName, region, state].join('\t'))
  }
}

async function stop([username]: readonly string[], { database, print }: CommandContext): Promise<void> {
  if (username === undefined) throw new UsageError('Say which account: "accounts list" shows them.')
  const stopped = await disableAccount(await database(), username)
  if (!stopped) throw new UsageError(`There is no account "${username}" that could be stopped.`)
  print(`Stopped the account ${username}.`)
}
