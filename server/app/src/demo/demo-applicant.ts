import { checkDigitOf } from '@zhikong/core'
import type { ReportedWithApplicant } from '@zhikong/core'
import { pick, randomOf } from './random.ts'

type Applicant = NonNullable<ReportedWithApplicant['applicant']>

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高']
const COMPANIES = ['某某贸易有限公司', '某某餐饮店', '某某科技有限公司', '某某农民专业合作社'] as const
const COMPANY = 0.12

/**
 * Who applied for a demo case, the same for the same case. Plainly made up: 某某 for a given name, born from 1900 to
 * 1909, and telephones that begin as no mobile number does.
 */
export const demoApplicant = (seed: number, area: string, number: number): Applicant => {
  const random = randomOf(seed ^ Math.imul(number, 2_654_435_761))
  const digits = (count: number): string => String(Math.floor(random() * 10 ** count)).padStart(count, '0')
  const phone = `129${digits(8)}`
  if (random() < COMPANY) {
    return { kind: 'ORGANISATION', name: pick(random, COMPANIES), idNumber: `${area}${digits(9)}`, phone }
  }
  const month = String(1 + Math.floor(random() * 12)).padStart(2, '0')
  const day = String(1 + Math.floor(random() * 28)).padStart(2, '0')
  const start = `${area}190${digits(1)}${month}${day}${digits(3)}`
  return { name: `${pick(random, SURNAMES)}某某`, idNumber: `${start}${checkDigitOf(start)}`, phone }
}
