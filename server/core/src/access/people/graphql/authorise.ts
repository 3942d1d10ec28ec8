import type { Builder } from '../../../graphql/builder.ts'
import type { RequestContext } from '../../../graphql/context.ts'
import { answer, resultOf } from '../../../graphql/errors.ts'
import { fault } from '../../../graphql/fault.ts'
import type { AccessServices } from '../../graphql/access-types.ts'
import type { RoleRef } from '../../graphql/role.ts'
import { administratorOf } from '../administering.ts'
import { endSession } from '../end-session.ts'
import { grantRole, type BoundPlace } from '../grant-role.ts'
import type { PersonGrant } from '../person.ts'
import { withdrawRole } from '../withdraw-role.ts'
import { provinceOf, regionWithin } from './manage-people.ts'
import type { PersonTypes } from './person-types.ts'

type Place = BoundPlace & { readonly code: string }

/** A place by its code. Throws NOT_FOUND for one that is unknown or out of range. */
function placeNamed(
  places: ReadonlyMap<string, Place>,
  code: string | null | undefined,
  { principal }: RequestContext,
  name: string,
): BoundPlace | null {
  if (code === null || code === undefined) return null
  const { lo, hi } = administratorOf(principal).range
  const place = places.get(code.trim())
  if (place !== undefined && place.scopeKey >= lo && place.scopeKey < hi) return place
  throw fault('NOT_FOUND', { value: code }, ['input', name])
}

/** A grant as the audit log keeps it. */
const kept = ({ id, role, regionId, organisationId, hallId, expiresAt }: PersonGrant) => ({
  id,
  role,
  regionId,
  organisationId,
  hallId,
  expiresAt,
})

function defineGrantRole(builder: Builder, services: AccessServices, types: PersonTypes, Role: RoleRef): void {
  const Input = builder.inputType('GrantRoleInput', {
    description: 'A role to give.',
    fields: (t) => ({
      person: t.id({ required: true, description: 'The id of the person; never oneself.' }),
      role: t.field({ type: Role, required: true, description: 'The role.' }),
      region: t.field({ type: 'RegionCode', required: true, description: 'Where it holds; within the own range.' }),
      organisation: t.string({
        description: 'The code of the organisation to which it is bound; DEPARTMENT needs one.',
      }),
      hall: t.string({ description: 'The code of the hall to which it is bound; WINDOW_STAFF needs one.' }),
      expiresAt: t.field({ type: 'DateTime', description: 'When it ends; without, it lasts until it is withdrawn.' }),
    }),
  })
  builder.mutationField('grantRole', (t) =>
    t.field({
      type: resultOf(
        builder,
        'GrantRole',
        { permission: 'core.authorise' },
        { grant: types.RoleGrant, person: types.Person },
      ),
      authScopes: { permission: 'core.authorise' },
      audit: 'core.role.granted',
      description:
        'Gives a person a role in a region of the own range. Nobody gives roles to themselves; of the three administrator roles a person holds one, and given one, the person signs in anew.',
      args: { input: t.arg({ type: Input, required: true, description: 'The role.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const { index } = await services.registers.snapshot()
          const wanted = {
            person: input.person,
            role: input.role,
            region: await regionWithin(input.region, context, services),
            organisation: placeNamed(index.organisationByCode, input.organisation, context, 'organisation'),
            hall: placeNamed(index.hallByCode, input.hall, context, 'hall'),
            expiresAt: input.expiresAt ?? null,
          }
          const at = await services.clock.now()
          return await context.change('core.role.granted', async (trx, note) => {
            const made = await grantRole(trx, wanted, administratorOf(context.principal), at)
            const subject = { type: 'Person', id: made.person.id }
            note({ subject, scopeKey: made.grant.lo, after: kept(made.grant) })
            return made
          })
        }),
    }),
  )
}

function defineWithdrawRole(builder: Builder, services: AccessServices, { Person }: PersonTypes): void {
  const Input = builder.inputType('WithdrawRoleInput', {
    description: 'A role to take away.',
    fields: (t) => ({ id: t.id({ required: true, description: 'The id of the grant.' }) }),
  })
  builder.mutationField('withdrawRole', (t) =>
    t.field({
      type: resultOf(builder, 'WithdrawRole', { permission: 'core.authorise' }, { person: Person }),
      authScopes: { permission: 'core.authorise' },
      audit: 'core.role.withdrawn',
      description: 'Takes a role away; streams that it opened end within a second. Nobody withdraws the own roles.',
      args: { input: t.arg({ type: Input, required: true, description: 'The grant.' }) },
      resolve: (_root, { input }, context) =>
        answer(() =>
          context.change('core.role.withdrawn', async (trx, note) => {
            const administrator = administratorOf(context.principal)
            const { person, grant } = await withdrawRole(trx, input.id, administrator, provinceOf(services))
            note({ subject: { type: 'Person', id: person.id }, scopeKey: grant.lo, before: kept(grant) })
            return { person }
          }),
        ),
    }),
  )
}

function defineEndSession(builder: Builder): void {
  const Input = builder.inputType('EndSessionInput', {
    description: 'A session to end.',
    fields: (t) => ({ id: t.id({ required: true, description: 'The id of the session.' }) }),
  })
  builder.mutationField('endSession', (t) =>
    t.field({
      type: resultOf(builder, 'EndSession', { person: true }, { session: 'ID' }),
      authScopes: { person: true },
      audit: 'core.session.ended',
      description:
        'Ends a session, and its streams within a second: one of the own, or with core.authorise one of a person of the own range.',
      args: { input: t.arg({ type: Input, required: true, description: 'The session.' }) },
      resolve: (_root, { input }, context) =>
        answer(() =>
          context.change('core.session.ended', async (trx, note) => {
            const authorises = context.principal?.permissions.has('core.authorise') ?? false
            const person = await endSession(trx, input.id, administratorOf(context.principal), authorises)
            note({ subject: { type: 'Person', id: person.id }, scopeKey: person.lo, before: { session: input.id } })
            return { session: input.id }
          }),
        ),
    }),
  )
}

/** Defines what a security administrator does: roles and sessions. */
export function defineAuthorise(builder: Builder, services: AccessServices, types: PersonTypes, Role: RoleRef): void {
  defineGrantRole(builder, services, types, Role)
  defineWithdrawRole(builder, services, types)
  defineEndSession(builder)
}
