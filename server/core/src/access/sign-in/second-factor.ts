import type { Transaction } from 'kysely'
import type { CoreTables } from '../../database/tables.ts'
import { fault, invalid } from '../../graphql/fault.ts'
import { newRecoveryCodes, recoveryDigest } from './recovery-codes.ts'
import type { SecretBox } from './secret-box.ts'
import { acceptedStep, isTotpCode, newTotpSecret, totpUri } from './totp.ts'

/** Whose second factor. */
export type FactorOwner = { readonly id: string; readonly username: string }

async function factorOf(trx: Transaction<CoreTables>, accountId: string) {
  return await trx
    .selectFrom('core.secondFactor')
    .select(['secret', 'confirmedAt', 'lastStep'])
    .where('accountId', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
}

/** Makes a secret for an authenticator app; not asked for until a first code confirms it. Throws CONFLICT. */
export async function beginSecondFactor(
  trx: Transaction<CoreTables>,
  box: SecretBox,
  { id, username }: FactorOwner,
  at: Date,
): Promise<{ readonly secret: string; readonly uri: string }> {
  const there = await factorOf(trx, id)
  if (there !== undefined && there.confirmedAt !== null) {
    const detail = {
      'zh-CN': '已启用动态口令。如需更换，请先停用。',
      en: 'There is a second factor already. Remove it first to set up another.',
    }
    throw fault('CONFLICT', { detail })
  }
  const secret = newTotpSecret()
  const sealed = { secret: box.seal(id, secret), createdAt: at, lastStep: null }
  await trx
    .insertInto('core.secondFactor')
    .values({ accountId: id, ...sealed })
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet(sealed))
    .execute()
  return { secret, uri: totpUri(secret, username) }
}

const wrongCode = () =>
  invalid(
    {
      'zh-CN': '动态口令不正确。请核对手机时间，输入当前显示的六位数字。',
      en: 'The code does not fit. Check the clock of the phone and enter the six digits that it shows now.',
    },
    ['input', 'code'],
  )

/** Takes the first code: the second factor holds from now on. Answers the recovery codes, once. Throws INVALID_INPUT. */
export async function confirmSecondFactor(
  trx: Transaction<CoreTables>,
  box: SecretBox,
  accountId: string,
  code: string,
  at: Date,
): Promise<readonly string[]> {
  const factor = await factorOf(trx, accountId)
  if (factor === undefined || factor.confirmedAt !== null) {
    throw invalid({ 'zh-CN': '请先调用 beginSecondFactor。', en: 'Begin with beginSecondFactor.' })
  }
  const digits = plain(code)
  const step = isTotpCode(digits) ? acceptedStep(box.open(accountId, factor.secret), digits, at, null) : null
  if (step === null) throw wrongCode()
  await trx
    .updateTable('core.secondFactor')
    .set({ confirmedAt: at, lastStep: step })
    .where('accountId', '=', accountId)
    .execute()
  const codes = newRecoveryCodes()
  await trx.deleteFrom('core.recoveryCode').where('accountId', '=', accountId).execute()
  await trx
    .insertInto('core.recoveryCode')
    .values(codes.map((recovery) => ({ accountId, hash: recoveryDigest(recovery) })))
    .execute()
  return codes
}

/**
 * Whether the code is the person's: the app's of now, not used yet, or a recovery code, which is used up by this. A secret
 * that was sealed with an older key is sealed anew, so that keys can be rotated away.
 */
export async function judgeCode(
  trx: Transaction<CoreTables>,
  box: SecretBox,
  accountId: string,
  code: string,
  at: Date,
): Promise<boolean> {
  const factor = await factorOf(trx, accountId)
  if (factor === undefined || factor.confirmedAt === null) return false
  const digits = plain(code)
  if (!isTotpCode(digits)) return await useRecoveryCode(trx, accountId, code)
  const secret = box.open(accountId, factor.secret)
  const step = acceptedStep(secret, digits, at, factor.lastStep)
  if (step === null) return false
  await trx
    .updateTable('core.secondFactor')
    .set({ lastStep: step, secret: box.seal(accountId, secret) })
    .where('accountId', '=', accountId)
    .execute()
  return true
}

async function useRecoveryCode(trx: Transaction<CoreTables>, accountId: string, code: string): Promise<boolean> {
  const used = await trx
    .deleteFrom('core.recoveryCode')
    .where('accountId', '=', accountId)
    .where('hash', '=', recoveryDigest(code))
    .executeTakeFirst()
  return used.numDeletedRows === 1n
}

/** Takes the second factor away; false when there was none. */
export async function dropSecondFactor(trx: Transaction<CoreTables>, accountId: string): Promise<boolean> {
  await trx.deleteFrom('core.recoveryCode').where('accountId', '=', accountId).execute()
  const dropped = await trx.deleteFrom('core.secondFactor').where('accountId', '=', accountId).executeTakeFirst()
  return dropped.numDeletedRows === 1n
}

const plain = (code: string): string => code.normalize('NFKC').replaceAll(/\s/gu, '')
