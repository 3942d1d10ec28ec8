import { fault, invalid } from '../../graphql/fault.ts'
import { ADMINISTRATION } from '../administration.ts'
import { recordAudit } from '../audit/record.ts'
import { hashPassword, verifyPassword } from '../password.ts'
import { closeSessionsOf, openSession } from '../sessions.ts'
import { digest } from '../tokens.ts'
import { aboutPerson, personAs, type House, type Visit } from './house.ts'
import { networkOf } from './network.ts'
import { checkNewPassword } from './password-rules.ts'
import { noteTry, takeBackTry, welcome, type Place } from './tries.ts'

async function ownerOf({ database }: House, token: string) {
  const owner = await database.withScope(ADMINISTRATION, (trx) =>
    trx
      .selectFrom('core.session')
      .innerJoin('core.account', 'core.account.id', 'core.session.accountId')
      .select(['core.account.id', 'username', 'lo', 'passwordHash'])
      .where('tokenHash', '=', digest(token))
      .where('disabledAt', 'is', null)
      .executeTakeFirst(),
  )
  if (owner === undefined) throw fault('UNAUTHENTICATED')
  if (owner.passwordHash === null) {
    const detail = {
      'zh-CN': '此账号通过统一身份认证登录，本平台没有它的密码。',
      en: 'This account signs in by the identity provider and has no password here.',
    }
    throw fault('FORBIDDEN', { detail })
  }
  return { ...owner, passwordHash: owner.passwordHash }
}

type Owner = Awaited<ReturnType<typeof ownerOf>>
type Checking = { readonly owner: Owner; readonly place: Place; readonly current: string; readonly at: Date }

/** Throws SIGN_IN_FAILED when the password at hand is wrong, which counts and is written down like a refused sign-in. */
async function checkCurrent({ database }: House, { owner, place, current, at }: Checking, visit: Visit): Promise<void> {
  const attempt = await database.withScope(ADMINISTRATION, (trx) => noteTry(trx, place, at))
  if (attempt === null) throw fault('SIGN_IN_FAILED')
  const fits = await verifyPassword(current, owner.passwordHash)
  const reason = 'change of the password'
  const refusal = aboutPerson('core.person.sign-in-refused', owner, { outcome: 'REFUSED', reason })
  await database.withScope(ADMINISTRATION, (trx) =>
    fits ? takeBackTry(trx, attempt) : recordAudit(trx, personAs(owner, visit), refusal, at),
  )
  if (!fits) throw fault('SIGN_IN_FAILED')
}

/**
 * Sets a password that its owner chose: every session of the account ends, and the one at hand goes on under a new
 * token, which is the answer. The caller has made sure that the session holds.
 * @throws SIGN_IN_FAILED when `current` is wrong (counted like a try to sign in), INVALID_INPUT for a bad new one
 */
export async function changePassword(
  house: House,
  { current, next }: { readonly current: string; readonly next: string },
  visit: Visit & { readonly token: string },
): Promise<string> {
  const { database } = house
  const at = await house.now()
  const owner = await ownerOf(house, visit.token)
  const place = { username: owner.username, address: networkOf(visit.address) }
  await checkCurrent(house, { owner, place, current, at }, visit)
  checkNewPassword(next, owner.username, ['next'])
  if (next.normalize('NFKC') === current.normalize('NFKC')) {
    throw invalid({ 'zh-CN': '新密码须与原密码不同。', en: 'The new password must be another one.' }, ['next'])
  }
  const passwordHash = await hashPassword(next)
  return await database.withScope(ADMINISTRATION, async (trx) => {
    await trx
      .updateTable('core.account')
      .set({ passwordHash, mustChange: false, passwordEndsAt: null })
      .where('id', '=', owner.id)
      .execute()
    await closeSessionsOf(trx, owner.id)
    await welcome(trx, owner.id, place, at)
    const session = { accountId: owner.id, address: visit.address, via: 'PASSWORD', replaces: null } as const
    const token = await openSession(trx, session, at)
    await recordAudit(trx, personAs(owner, visit), aboutPerson('core.person.password-changed', owner), at)
    return token
  })
}
