import type { Transaction } from 'kysely'
import type { CoreTables } from '../../../database/tables.ts'
import type { Builder } from '../../../graphql/builder.ts'
import type { RequestContext } from '../../../graphql/context.ts'
import { answer, resultOf } from '../../../graphql/errors.ts'
import { fault, faultIn } from '../../../graphql/fault.ts'
import { wholeWithin } from '../../../registers/graphql/within.ts'
import type { NoteChange } from '../../audit/change.ts'
import type { GrantedRegion } from '../../grant.ts'
import type { AccessServices } from '../../graphql/access-types.ts'
import { newOneTimePassword } from '../../one-time-password.ts'
import { administratorOf } from '../administering.ts'
import {
  allowProvider,
  createPerson,
  disablePerson,
  enablePerson,
  resetPassword,
  resetSecondFactor,
  type Managing,
} from '../manage.ts'
import type { Person } from '../person.ts'
import type { PersonTypes } from './person-types.ts'

/** The region of a code within the own range. Throws NOT_FOUND for unknown and out of range alike. */
export async function regionWithin(
  code: string,
  { principal }: RequestContext,
  { registers }: AccessServices,
): Promise<GrantedRegion> {
  const { range } = administratorOf(principal)
  const region = wholeWithin((await registers.snapshot()).tree, range, code)
  if (region === undefined) throw fault('NOT_FOUND', { value: code }, ['input', 'region'])
  return { id: region.id, lo: region.scopeKey, hi: region.scopeEnd }
}

/** The range of the whole province. */
export function provinceOf({ registers }: AccessServices) {
  const [province] = registers.current().tree.roots
  if (province === undefined) throw new Error('The tree of regions is empty.')
  return { lo: province.scopeKey, hi: province.scopeEnd }
}

type Work = (trx: Transaction<CoreTables>, managing: Managing) => Promise<Person>

/** Changes a person and writes it down under the action. */
async function managed(
  context: RequestContext,
  { clock }: AccessServices,
  action: string,
  work: Work,
  facts: (person: Person) => object = () => ({}),
): Promise<Person> {
  const managing = { administrator: administratorOf(context.principal), at: await clock.now() }
  return await context.change(action, async (trx, note: NoteChange) => {
    const person = await work(trx, managing)
    note({ subject: { type: 'Person', id: person.id }, scopeKey: person.lo, after: facts(person) })
    return person
  })
}

function defineCreate(builder: Builder, services: AccessServices, { Person }: PersonTypes): void {
  const Input = builder.inputType('CreatePersonInput', {
    description: 'Somebody who gets an account.',
    fields: (t) => ({
      username: t.string({
        required: true,
        description: 'The name to sign in with: lower-case letters, digits and . _ @ -, at most 64.',
      }),
      displayName: t.string({ required: true, description: 'The name to show, 1 to 100 characters.' }),
      region: t.field({ type: 'RegionCode', required: true, description: 'Where the person belongs.' }),
      byProvider: t.boolean({
        defaultValue: false,
        description: 'Whether the identity provider may vouch for the person under this user name.',
      }),
    }),
  })
  builder.mutationField('createPerson', (t) =>
    t.field({
      type: resultOf(
        builder,
        'CreatePerson',
        { permission: 'core.manage-people' },
        { person: Person, oneTimePassword: 'String' },
      ),
      authScopes: { permission: 'core.manage-people' },
      audit: 'core.person.created',
      description:
        'Makes an account without any role. The one-time password is in the answer, once; it ends after 72 hours and must be changed at the first sign-in.',
      args: { input: t.arg({ type: Input, required: true, description: 'Who.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const region = await regionWithin(input.region, context, services)
          const { password, kept } = await newOneTimePassword(await services.clock.now())
          const { username, displayName, byProvider } = input
          const wanted = { username, displayName, region, byProvider: byProvider ?? false }
          const person = await managed(
            context,
            services,
            'core.person.created',
            (trx, managing) => createPerson(trx, wanted, kept, managing).catch(inInput),
            () => ({ username, displayName, region: input.region }),
          )
          return { person, oneTimePassword: password }
        }),
    }),
  )
}

/** Accounts name their own fields; here they stand in the input. */
function inInput(error: unknown): never {
  const known = faultIn(error)
  if (known?.inputPath === undefined || known.inputPath[0] === 'input') throw error
  throw fault(known.code, known.params, ['input', ...known.inputPath])
}

type Simple = {
  readonly name: string
  readonly action: string
  readonly description: string
  readonly work: (trx: Transaction<CoreTables>, id: string, managing: Managing) => Promise<Person>
}

function defineSimple(builder: Builder, services: AccessServices, { Person }: PersonTypes, simple: Simple): void {
  const { name, action, description, work } = simple
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const Input = builder.inputType(`${title}Input`, {
    description: 'Whose account.',
    fields: (t) => ({ id: t.id({ required: true, description: 'The id of the person.' }) }),
  })
  builder.mutationField(name, (t) =>
    t.field({
      type: resultOf(builder, title, { permission: 'core.manage-people' }, { person: Person }),
      authScopes: { permission: 'core.manage-people' },
      audit: action,
      description,
      args: { input: t.arg({ type: Input, required: true, description: 'Whose account.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => ({
          person: await managed(context, services, action, (trx, managing) => work(trx, input.id, managing)),
        })),
    }),
  )
}

function defineResetPassword(builder: Builder, services: AccessServices, { Person }: PersonTypes): void {
  const Input = builder.inputType('ResetPasswordInput', {
    description: 'Whose password.',
    fields: (t) => ({ id: t.id({ required: true, description: 'The id of the person.' }) }),
  })
  builder.mutationField('resetPassword', (t) =>
    t.field({
      type: resultOf(
        builder,
        'ResetPassword',
        { permission: 'core.manage-people' },
        { person: Person, oneTimePassword: 'String' },
      ),
      authScopes: { permission: 'core.manage-people' },
      audit: 'core.person.password-reset',
      description:
        'Gives a person a one-time password, once in the answer; it ends after 72 hours. All sessions of the person end.',
      args: { input: t.arg({ type: Input, required: true, description: 'Whose password.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const { password, kept } = await newOneTimePassword(await services.clock.now())
          const person = await managed(context, services, 'core.person.password-reset', (trx, managing) =>
            resetPassword(trx, input.id, kept, managing),
          )
          return { person, oneTimePassword: password }
        }),
    }),
  )
}

function defineAllowProvider(builder: Builder, services: AccessServices, { Person }: PersonTypes): void {
  const Input = builder.inputType('AllowIdentityProviderInput', {
    description: 'Whether the identity provider may vouch for a person.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The id of the person.' }),
      allowed: t.boolean({ required: true, description: 'Whether it may; false takes an existing link away.' }),
    }),
  })
  builder.mutationField('allowIdentityProvider', (t) =>
    t.field({
      type: resultOf(builder, 'AllowIdentityProvider', { permission: 'core.manage-people' }, { person: Person }),
      authScopes: { permission: 'core.manage-people' },
      audit: 'core.person.provider-allowed',
      description: 'Lets a person sign in by the identity provider under the own user name, or takes that back.',
      args: { input: t.arg({ type: Input, required: true, description: 'Who, and whether.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => ({
          person: await managed(
            context,
            services,
            'core.person.provider-allowed',
            (trx, managing) => allowProvider(trx, input.id, input.allowed, managing),
            () => ({ allowed: input.allowed }),
          ),
        })),
    }),
  )
}

/** Defines what a system administrator does to accounts. */
export function defineManagePeople(builder: Builder, services: AccessServices, types: PersonTypes): void {
  defineCreate(builder, services, types)
  defineSimple(builder, services, types, {
    name: 'disablePerson',
    action: 'core.person.disabled',
    description: 'Stops an account; its sessions end within a second. Its roles stay for when it is opened again.',
    work: (trx, id, managing) => disablePerson(trx, id, managing, provinceOf(services)),
  })
  defineSimple(builder, services, types, {
    name: 'enablePerson',
    action: 'core.person.enabled',
    description: 'Opens a stopped account again.',
    work: enablePerson,
  })
  defineResetPassword(builder, services, types)
  defineSimple(builder, services, types, {
    name: 'resetSecondFactor',
    action: 'core.person.second-factor-reset',
    description: 'Takes a second factor away, for who lost phone and recovery codes. All sessions of the person end.',
    work: resetSecondFactor,
  })
  defineAllowProvider(builder, services, types)
}
