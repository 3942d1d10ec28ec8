import { fault, type Fault } from '../../graphql/fault.ts'
import { isUsername } from '../accounts.ts'
import { ADMINISTRATION } from '../administration.ts'
import { recordAudit } from '../audit/record.ts'
import { verifyPassword } from '../password.ts'
import { openSession, type SignInWay } from '../sessions.ts'
import { aboutPerson, personAs, visitor, type House, type Named, type Visit } from './house.ts'
import { networkOf } from './network.ts'
import { judgeCode } from './second-factor.ts'
import { noteTry, noteWrongCode, takeBackTry, tooManyCodes, welcome, type Place } from './tries.ts'

/** What somebody signs in with. */
export type SignInInput = {
  readonly username: string
  readonly password: string
  /** Of the authenticator app, or a recovery code. */
  readonly code: string | null
}

type Account = Named & {
  readonly passwordHash: string | null
  readonly passwordEndsAt: Date | null
  readonly disabledAt: Date | null
  readonly hasFactor: boolean
}

/** How an account is looked for, whatever was typed. */
export const asUsername = (typed: string): string => typed.trim().toLowerCase().slice(0, 64)

async function findAccount({ database }: House, username: string): Promise<Account | undefined> {
  return await database.withScope(ADMINISTRATION, (trx) =>
    trx
      .selectFrom('core.account')
      .leftJoin('core.secondFactor', 'core.secondFactor.accountId', 'core.account.id')
      .select(['id', 'username', 'lo', 'passwordHash', 'passwordEndsAt', 'disabledAt'])
      .select((read) => read('core.secondFactor.confirmedAt', 'is not', null).$castTo<boolean>().as('hasFactor'))
      .where('username', '=', username)
      .executeTakeFirst(),
  )
}

/**
 * Writes down a refusal and makes the fault of it. Tries beyond the limits are not judged and write nothing. What can be
 * no user name may be a password in the wrong field, or made to mislead who reads the log: it is not kept.
 */
async function refuse(
  { database }: House,
  visit: Visit,
  { username }: Place,
  account: Account | undefined,
  at: Date,
): Promise<Fault> {
  const after = { username: isUsername(username) ? username : '…' }
  const entry = aboutPerson('core.person.sign-in-refused', account ?? null, { outcome: 'REFUSED', after })
  await database.withScope(ADMINISTRATION, (trx) => recordAudit(trx, visitor(visit), entry, at))
  return fault('SIGN_IN_FAILED')
}

const isGood = (account: Account | undefined, at: Date): account is Account =>
  account !== undefined &&
  account.disabledAt === null &&
  (account.passwordEndsAt === null || account.passwordEndsAt > at)

/** Asks for the code where there is a second factor. Throws SECOND_FACTOR_REQUIRED, SIGN_IN_FAILED after too many. */
async function checkCode(
  { database, box }: House,
  visit: Visit,
  { account, code, attempt, at }: { account: Account; code: string | null; attempt: number; at: Date },
): Promise<void> {
  if (!account.hasFactor) return
  if (code === null) {
    await database.withScope(ADMINISTRATION, (trx) => takeBackTry(trx, attempt))
    throw fault('SECOND_FACTOR_REQUIRED')
  }
  const failure = await database.withScope(ADMINISTRATION, async (trx) => {
    if (await tooManyCodes(trx, account.username, at)) return fault('SIGN_IN_FAILED')
    if (await judgeCode(trx, box, account.id, code, at)) return null
    await noteWrongCode(trx, attempt)
    const reason = 'wrong code'
    const entry = aboutPerson('core.person.sign-in-refused', account, { outcome: 'REFUSED', reason })
    await recordAudit(trx, visitor(visit), entry, at)
    const detail = { 'zh-CN': '刚才的口令不正确或已用过。', en: 'The code was wrong or has been used.' }
    return fault('SECOND_FACTOR_REQUIRED', { detail })
  })
  if (failure !== null) throw failure
}

/** Opens the session of somebody who proved who they are, and writes that down. Answers the token. */
export async function letIn(
  { database }: House,
  visit: Visit,
  person: Named,
  via: SignInWay,
  at: Date,
): Promise<string> {
  const { address, token: replaces } = visit
  return await database.withScope(ADMINISTRATION, async (trx) => {
    await welcome(trx, person.id, { username: person.username, address: networkOf(address) }, at)
    await trx.updateTable('core.account').set({ lastSignInAt: at }).where('id', '=', person.id).execute()
    const token = await openSession(trx, { accountId: person.id, address, via, replaces }, at)
    await recordAudit(
      trx,
      personAs(person, visit),
      aboutPerson('core.person.signed-in', person, { after: { via } }),
      at,
    )
    return token
  })
}

/**
 * Signs a person in with password and, where there is one, the second factor. Answers the session's token.
 * @throws SIGN_IN_FAILED: unknown, wrong, stopped, ended and locked are one answer, and all but the last take the same
 * time; SECOND_FACTOR_REQUIRED when the password is right and the code is missing or wrong
 */
export async function signIn(house: House, input: SignInInput, visit: Visit): Promise<string> {
  const at = await house.now()
  const place = { username: asUsername(input.username), address: networkOf(visit.address) }
  const attempt = await house.database.withScope(ADMINISTRATION, (trx) => noteTry(trx, place, at))
  if (attempt === null) throw fault('SIGN_IN_FAILED')
  const account = await findAccount(house, place.username)
  const fits = await verifyPassword(input.password, account?.passwordHash ?? null)
  if (!fits || !isGood(account, at)) throw await refuse(house, visit, place, account, at)
  await checkCode(house, visit, { account, code: input.code, attempt, at })
  return await letIn(house, visit, account, 'PASSWORD', at)
}
