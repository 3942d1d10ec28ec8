import { parseArgs } from 'node:util'
import { checkNewPassword, createRegisters, parseInstant, peopleByCommand } from '@zhikong/core'
import type { PersonGrant, RegisterSnapshot, RoleByCommand } from '@zhikong/core'

import { UsageError } from './command.ts'
import type { Command, CommandContext } from './command.ts'
import { asUsage, PERSONAL_ROLES, regionNamed, roleNamed } from './granting.ts'

const options = {
  username: { type: 'string' },
  name: { type: 'string' },
  region: { type: 'string' },
  role: { type: 'string' },
  organisation: { type: 'string' },
  hall: { type: 'string' },
  expires: { type: 'string' },
  'by-provider': { type: 'boolean', default: false },
} as const

const readOptions = (args: readonly string[]) => parseArgs({ args: [...args], options }).values
type Values = ReturnType<typeof readOptions>

/** Administers the accounts and roles of people. */
export const accounts: Command = {
  name: 'accounts',
  summary: 'make, list and stop the accounts of people; give and withdraw roles',
  usage: [
    'pnpm zhikong accounts add --username NAME --region CODE [--name "Shown name"] [--by-provider] [--role ROLE …]',
    'pnpm zhikong accounts grant --username NAME --role ROLE --region CODE [--organisation CODE] [--hall CODE] [--expires TIME]',
    'pnpm zhikong accounts withdraw GRANT',
    'pnpm zhikong accounts disable NAME      (enable NAME opens it again)',
    'pnpm zhikong accounts reset-password NAME',
    'pnpm zhikong accounts reset-second-factor NAME',
    'pnpm zhikong accounts list',
    '',
    'A one-time password is printed once; it ends after 72 hours. ACCOUNT_PASSWORD in the environment sets a password.',
    '--region        where the person belongs, or where the role holds: 12 digits, or the first 2, 4, 6 or 9',
    `--role          one of ${PERSONAL_ROLES.join(', ')}`,
    '--organisation  its code; DEPARTMENT needs one       --hall  its code; WINDOW_STAFF needs one',
    '--expires       when the role ends, with an offset: 2027-01-01T00:00:00+08:00',
    '--by-provider   the identity provider may vouch for the person under this user name',
    'GRANT           the id of a role that is held; "accounts list" shows it',
  ].join('\n'),
  run: async ([verb, ...rest], context) => {
    const work = VERBS[verb ?? '']
    if (work === undefined) throw new UsageError(`Say what to do with accounts: ${Object.keys(VERBS).join(', ')}.`)
    await asUsage(() => work(rest, context))
  },
}

/** The people's accounts and the registers as they are now. */
async function open({ database }: CommandContext) {
  const opened = await database()
  const registers = await createRegisters((work) => opened.withScope({ mode: 'engine' }, work)).snapshot()
  const [province] = registers.tree.roots
  if (province === undefined) throw new UsageError('There are no regions yet: start the server once to load them.')
  return { registers, people: peopleByCommand(opened, { lo: province.scopeKey, hi: province.scopeEnd }) }
}

function usernameOf({ username }: Values): string {
  if (username === undefined) throw new UsageError('Say who: --username NAME.')
  return username
}

function roleOf(values: Values, role: string, { tree, index }: RegisterSnapshot): RoleByCommand {
  const placed = <Place>(code: string | undefined, places: ReadonlyMap<string, Place>, what: string): Place | null => {
    if (code === undefined) return null
    const place = places.get(code)
    if (place === undefined) throw new UsageError(`There is no ${what} with the code "${code}".`)
    return place
  }
  return {
    username: usernameOf(values),
    role: roleNamed(role),
    region: regionNamed(tree, values.region),
    organisation: placed(values.organisation, index.organisationByCode, 'organisation'),
    hall: placed(values.hall, index.hallByCode, 'hall'),
    expiresAt: values.expires === undefined ? null : parseInstant(values.expires),
  }
}

async function add(args: readonly string[], context: CommandContext): Promise<void> {
  const values = readOptions(args)
  const username = usernameOf(values)
  const { people, registers } = await open(context)
  const region = regionNamed(registers.tree, values.region)
  const role = values.role === undefined ? undefined : roleOf(values, values.role, registers)
  const person = { username, displayName: values.name ?? username, region, byProvider: values['by-provider'] }
  const chosen = process.env['ACCOUNT_PASSWORD']
  if (chosen !== undefined) checkNewPassword(chosen, username)
  const { oneTimePassword } = await people.add(person, chosen, role)
  if (oneTimePassword === null) return context.print(`Made the account ${username}.`)
  context.tell(`The one-time password of ${username}, shown once; it ends after 72 hours:`)
  context.print(oneTimePassword)
}

async function grant(args: readonly string[], context: CommandContext): Promise<void> {
  const values = readOptions(args)
  if (values.role === undefined) throw new UsageError('Say which role: --role AUTHORITY.')
  const { people, registers } = await open(context)
  const { id } = await people.grant(roleOf(values, values.role, registers))
  context.print(id)
}

async function withdraw([id]: readonly string[], context: CommandContext): Promise<void> {
  if (id === undefined) throw new UsageError('Say which role: the id that "accounts list" shows.')
  const { people } = await open(context)
  const { role } = await people.withdraw(id)
  context.print(`Withdrew ${role}.`)
}

type ByName = Extract<keyof ReturnType<typeof peopleByCommand>, 'disable' | 'enable' | 'resetSecondFactor'>

const named = (what: ByName, said: string) => async (args: readonly string[], context: CommandContext) => {
  const [username] = args
  if (username === undefined) throw new UsageError('Say which account: "accounts list" shows them.')
  const { people } = await open(context)
  await people[what](username)
  context.print(`${said} ${username}.`)
}

async function reset([username]: readonly string[], context: CommandContext): Promise<void> {
  if (username === undefined) throw new UsageError('Say which account: "accounts list" shows them.')
  const { people } = await open(context)
  const password = await people.resetPassword(username)
  context.tell(`The one-time password of ${username}, shown once; it ends after 72 hours:`)
  context.print(password)
}

const grantLine = (
  { id, role, regionId, organisationId, hallId, expiresAt }: PersonGrant,
  registers: RegisterSnapshot,
) =>
  [
    '',
    id,
    role,
    registers.tree.byId(regionId)?.code ?? String(regionId),
    organisationId === null ? '' : `organisation ${registers.index.organisationById.get(organisationId)?.code}`,
    hallId === null ? '' : `hall ${registers.index.hallById.get(hallId)?.code}`,
    expiresAt === null ? '' : `until ${expiresAt.toISOString()}`,
  ].join('\t')

async function list(_args: readonly string[], context: CommandContext): Promise<void> {
  const { people, registers } = await open(context)
  for (const { person, grants } of await people.list()) {
    const region = registers.tree.byId(person.regionId)?.code ?? String(person.regionId)
    const state = person.disabledAt === null ? 'good' : `stopped ${person.disabledAt.toISOString()}`
    context.print([person.username, person.displayName, region, state].join('\t'))
    for (const held of grants) context.print(grantLine(held, registers))
  }
}

const VERBS: Readonly<Record<string, (args: readonly string[], context: CommandContext) => Promise<void>>> = {
  add,
  grant,
  withdraw,
  disable: named('disable', 'Stopped the account'),
  enable: named('enable', 'Opened the account'),
  'reset-password': reset,
  'reset-second-factor': named('resetSecondFactor', 'Took the second factor away from'),
  list,
}
