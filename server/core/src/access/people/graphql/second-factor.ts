import type { ObjectRef } from '@pothos/core'
import type { Transaction } from 'kysely'
import type { CoreTables } from '../../../database/tables.ts'
import type { Builder, SchemaTypes } from '../../../graphql/builder.ts'
import type { Principal, RequestContext } from '../../../graphql/context.ts'
import { answer, resultOf } from '../../../graphql/errors.ts'
import { fault, invalid } from '../../../graphql/fault.ts'
import { ADMINISTRATION } from '../../administration.ts'
import { actorOf, recordAudit } from '../../audit/record.ts'
import type { AccessServices } from '../../graphql/access-types.ts'
import { aboutPerson } from '../../sign-in/house.ts'
import { beginSecondFactor, confirmSecondFactor, dropSecondFactor, judgeCode } from '../../sign-in/second-factor.ts'
import { createSecretBox } from '../../sign-in/secret-box.ts'
import { networkOf } from '../../sign-in/network.ts'
import { noteTry, noteWrongCode, takeBackTry, tooManyCodes } from '../../sign-in/tries.ts'

type Self = { readonly id: string; readonly username: string }

function selfOf({ principal }: Pick<RequestContext, 'principal'>): Self & { readonly principal: Principal } {
  if (principal?.username === undefined) throw fault('UNAUTHENTICATED')
  const { id, username } = principal
  return { id, username, principal }
}

/** Where the log keeps what people do about themselves: at their home, whatever working scope they are in. */
async function homeOf(trx: Transaction<CoreTables>, { id }: Self): Promise<number> {
  const { lo } = await trx.selectFrom('core.account').select('lo').where('id', '=', id).executeTakeFirstOrThrow()
  return lo
}

/** How long after signing in somebody may set up a second factor. */
const FRESH_MS = 10 * 60_000

/**
 * Throws FORBIDDEN unless the person has just shown who they are: whoever finds a browser signed in sets up nothing that
 * keeps its owner out.
 */
function checkFresh({ session }: Principal, at: Date): void {
  if (session != null && at.getTime() - session.createdAt.getTime() <= FRESH_MS) return
  const detail = {
    'zh-CN': '登录已超过十分钟。请重新登录，然后设置动态口令。',
    en: 'You signed in more than ten minutes ago. Sign in again, then set it up.',
  }
  throw fault('FORBIDDEN', { detail })
}

function defineBegin(builder: Builder, { database, clock, vault }: AccessServices): void {
  builder.mutationField('beginSecondFactor', (t) =>
    t.field({
      type: resultOf(builder, 'BeginSecondFactor', { person: true }, { secret: 'String', uri: 'String' }),
      authScopes: { person: true },
      audit: { none: 'Nothing holds before confirmSecondFactor, which is written down.' },
      description:
        'Makes a secret for an authenticator app of the viewer (TOTP, RFC 6238), in the answer once. It holds after `confirmSecondFactor`. Within ten minutes of signing in.',
      resolve: (_root, _args, context) =>
        answer(async () => {
          const self = selfOf(context)
          const at = await clock.now()
          checkFresh(self.principal, at)
          const box = createSecretBox(vault)
          return await database.withScope(ADMINISTRATION, (trx) => beginSecondFactor(trx, box, self, at))
        }),
    }),
  )
}

function defineConfirm(builder: Builder, { clock, vault }: AccessServices): void {
  const Input = builder.inputType('ConfirmSecondFactorInput', {
    description: 'The first code of the app.',
    fields: (t) => ({ code: t.string({ required: true, description: 'The six digits that the app shows now.' }) }),
  })
  builder.mutationField('confirmSecondFactor', (t) =>
    t.field({
      type: resultOf(builder, 'ConfirmSecondFactor', { person: true }, { recoveryCodes: ['String'] }),
      authScopes: { person: true },
      audit: 'core.person.second-factor-set',
      description:
        'Takes the first code; from now on signing in with the password asks for one. The answer holds ten recovery codes, once; each is good for one sign-in. Within ten minutes of signing in.',
      args: { input: t.arg({ type: Input, required: true, description: 'The code.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const { principal, ...self } = selfOf(context)
          const { id } = self
          const at = await clock.now()
          checkFresh(principal, at)
          return await context.change('core.person.second-factor-set', async (trx, note) => {
            const recoveryCodes = await confirmSecondFactor(trx, createSecretBox(vault), id, input.code, at)
            note({ subject: { type: 'Person', id }, scopeKey: await homeOf(trx, self) })
            return { recoveryCodes: [...recoveryCodes] }
          })
        }),
    }),
  )
}

/** Takes the second factor away against a code; wrong codes are counted like tries to sign in, and written down. */
async function remove({ database, clock, vault }: AccessServices, context: RequestContext, code: string) {
  const self = selfOf(context)
  const { id, username } = self
  const at = await clock.now()
  const place = { username, address: networkOf(context.address) }
  const attempt = await database.withScope(ADMINISTRATION, (trx) => noteTry(trx, place, at))
  if (attempt === null) throw tooMany()
  const box = createSecretBox(vault)
  const failure = await database.withScope(ADMINISTRATION, async (trx) => {
    if (await tooManyCodes(trx, username, at)) return tooMany()
    const fits = await judgeCode(trx, box, id, code, at)
    const person = { id, username, lo: await homeOf(trx, self) }
    const outcome = fits ? {} : ({ outcome: 'REFUSED', reason: 'wrong code' } as const)
    const entry = aboutPerson('core.person.second-factor-removed', person, outcome)
    await recordAudit(trx, actorOf(context), entry, at)
    if (!fits) {
      await noteWrongCode(trx, attempt)
      return wrong()
    }
    await takeBackTry(trx, attempt)
    await dropSecondFactor(trx, id)
    return null
  })
  if (failure !== null) throw failure
}

const tooMany = () =>
  fault('LIMIT_EXCEEDED', {
    detail: { 'zh-CN': '口令输错次数过多，请稍后再试。', en: 'Too many wrong codes; try again later.' },
  })

const wrong = () =>
  invalid({ 'zh-CN': '口令不正确或已用过。', en: 'The code is wrong or has been used.' }, ['input', 'code'])

function defineRemove(
  builder: Builder,
  services: AccessServices,
  Viewer: ObjectRef<SchemaTypes, Principal, Principal>,
): void {
  const Input = builder.inputType('RemoveSecondFactorInput', {
    description: 'Proof that the app, or a recovery code, is at hand.',
    fields: (t) => ({ code: t.string({ required: true, description: 'A code of the app, or a recovery code.' }) }),
  })
  builder.mutationField('removeSecondFactor', (t) =>
    t.field({
      type: resultOf(builder, 'RemoveSecondFactor', { person: true }, { viewer: Viewer }),
      authScopes: { person: true },
      audit: 'core.person.second-factor-removed',
      description: 'Takes the second factor of the viewer away, with its recovery codes.',
      args: { input: t.arg({ type: Input, required: true, description: 'A code.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => {
          const { principal } = selfOf(context)
          await remove(services, context, input.code)
          const session = principal.session && { ...principal.session, hasSecondFactor: false }
          return { viewer: { ...principal, session } }
        }),
    }),
  )
}

/** Defines what people do about their own second factor. */
export function defineSecondFactor(
  builder: Builder,
  services: AccessServices,
  Viewer: ObjectRef<SchemaTypes, Principal, Principal>,
): void {
  defineBegin(builder, services)
  defineConfirm(builder, services)
  defineRemove(builder, services, Viewer)
}
