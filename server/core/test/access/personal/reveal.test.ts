import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { OPENINGS_PER_HOUR } from '../../../src/access/personal/openings.ts'
import type { Principal } from '../../../src/graphql/context.ts'
import type { ApiKit } from '../../cases/api-kit.ts'
import { principal, startCasesApi } from '../../cases/api-kit.ts'
import type { CasesKit } from '../../cases/cases-kit.ts'
import { event, JISHOU, KAIFU, startCases } from '../../cases/cases-kit.ts'

const ZHANG = { name: '张某某', idNumber: '11010519491231002X', phone: '19900000001' }
const COMPANY = { kind: 'ORGANISATION' as const, name: '某某有限公司', idNumber: '91350100M000100Y43' }
const NOW = '2018-10-16 12:00'
const REASON = '核对送达地址'

const clerk = principal(KAIFU, 'core.read', 'core.reveal')
const stranger = principal(JISHOU, 'core.read', 'core.reveal')
const reader = principal(KAIFU, 'core.read')

let kit: CasesKit
let api: ApiKit
let caseId: string
beforeAll(async () => {
  kit = await startCases()
  api = startCasesApi(kit)
  const [first] = await kit.report([{ ...event('A', 'ACCEPTED', '2018-10-15 10:00'), applicant: ZHANG }], NOW)
  await kit.report([{ ...event('B', 'ACCEPTED', '2018-10-15 11:00'), applicant: COMPANY }], NOW)
  await kit.report([event('C', 'ACCEPTED', '2018-10-15 11:30')], NOW)
  caseId = first !== undefined && 'caseId' in first ? first.caseId : ''
})
beforeEach(() => kit.database.withOwner((db) => sql`truncate core.personal_opening`.execute(db)))
afterAll(() => kit.close())

type Problem = { code?: string; path?: string[]; message?: string }
type Revealed = { revealApplicant: Problem & { applicant?: Record<string, string> } }
type Found = { lookUpApplicant: Problem & { cases?: { externalId: string; applicant: { name: string } }[] } }

const reveal = (who: Principal | null, id = caseId, reason = REASON) =>
  api.ask<Revealed>(
    who,
    `mutation ($input: RevealApplicantInput!) { revealApplicant(input: $input) {
      ... on RevealApplicantPayload { applicant { kind name idNumber phone } }
      ... on InputError { code path message } } }`,
    { input: { case: id, reason } },
  )
const lookUp = (who: Principal | null, sought: object) =>
  api.ask<Found>(
    who,
    `mutation ($input: LookUpApplicantInput!) { lookUpApplicant(input: $input) {
      ... on LookUpApplicantPayload { cases { externalId applicant { name } } }
      ... on InputError { code path message } } }`,
    { input: { reason: REASON, ...sought } },
  )
const lastAudit = async () => {
  const rows = await kit.database.withScope({ mode: 'engine' }, (trx) =>
    trx.selectFrom('core.auditEntry').selectAll().orderBy('id', 'desc').execute(),
  )
  return { entry: rows[0], all: JSON.stringify(rows), count: rows.length }
}

describe('the applicants of a page of cases', () => {
  test('are masked, and read at once', async () => {
    const { data, codes, reads } = await api.ask<{
      cases: { nodes: { externalId: string; applicant: object | null }[] }
    }>(reader, '{ cases(within: "430105") { nodes { externalId applicant { kind name idNumber phone } } } }')
    expect(codes).toEqual([])
    expect(reads).toBe(2)
    expect(Object.fromEntries(data?.cases.nodes.map((node) => [node.externalId, node.applicant]) ?? [])).toEqual({
      A: { kind: 'PERSON', name: '张*', idNumber: '1101**********002X', phone: '199****0001' },
      B: { kind: 'ORGANISATION', name: '某某有限公司', idNumber: '9135**********0Y43', phone: null },
      C: null,
    })
  })
})

describe('a reveal', () => {
  test('gives the applicant in clear and is written into the audit log, which does not name it', async () => {
    const { data } = await reveal(clerk)
    expect(data?.revealApplicant.applicant).toEqual({ kind: 'PERSON', ...ZHANG })
    const { entry, all } = await lastAudit()
    expect(entry).toMatchObject({
      action: 'core.applicant.revealed',
      subjectType: 'Case',
      subjectId: caseId,
      reason: REASON,
      outcome: 'DONE',
    })
    expect(all).not.toMatch(/某某|1990000|11010519/u)
  })

  test('needs its own permission', async () => {
    expect((await reveal(reader)).codes).toEqual(['FORBIDDEN'])
    expect((await reveal(null)).codes).toEqual(['UNAUTHENTICATED'])
  })

  test('answers alike for another region, for no case and for no applicant, and logs the refusal', async () => {
    const { count } = await lastAudit()
    const [foreign, absent] = [
      await reveal(stranger),
      await reveal(clerk, `${caseId.slice(0, -1)}${caseId.endsWith('A') ? 'Q' : 'A'}`),
    ]
    expect(foreign.data?.revealApplicant).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'case'] })
    expect(absent.data?.revealApplicant.code).toBe('NOT_FOUND')
    expect((await reveal(clerk, 'nothing')).data?.revealApplicant.code).toBe('NOT_FOUND')
    const after = await lastAudit()
    expect(after.count).toBe(count + 3)
    expect(after.entry?.outcome).toBe('REFUSED')
  })

  test.each(['', 'why', '    a    ', '因'.repeat(201), '理由\n第二行理由', '核对\u202e申请材料'])(
    'refuses "%s" as a reason',
    async (reason) => {
      expect((await reveal(clerk, caseId, reason)).data?.revealApplicant).toMatchObject({
        code: 'INVALID_INPUT',
        path: ['input', 'reason'],
      })
    },
  )

  test(`is refused after ${OPENINGS_PER_HOUR} within an hour, for one principal, and logged once`, async () => {
    const { count } = await lastAudit()
    const answers = await Promise.all(Array.from({ length: OPENINGS_PER_HOUR + 3 }, () => reveal(clerk)))
    const refused = answers.filter(({ data }) => data?.revealApplicant.code === 'LIMIT_EXCEEDED')
    expect(refused).toHaveLength(3)
    expect((await lastAudit()).count).toBe(count + OPENINGS_PER_HOUR + 1)
    expect((await reveal({ ...clerk, id: 'another' })).data?.revealApplicant.applicant).toBeDefined()
    expect((await lookUp(clerk, { phone: ZHANG.phone })).data?.lookUpApplicant.cases).toHaveLength(1)
    await kit.database.withOwner((db) =>
      sql`update core.personal_opening set at = at - interval '61 minutes'`.execute(db),
    )
    expect((await reveal(clerk)).data?.revealApplicant.applicant).toBeDefined()
  })

  test('cannot be uncounted by who reads', async () => {
    await reveal(clerk)
    const left = await kit.database.withScope({ mode: 'reader', ...KAIFU }, async (trx) => {
      await sql`delete from core.personal_opening`.execute(trx)
      return trx.selectFrom('core.personalOpening').selectAll().execute()
    })
    expect(left).toHaveLength(1)
  })
})

describe('a look-up', () => {
  test('finds the cases of a person or an organisation by the whole number', async () => {
    const { data } = await lookUp(clerk, { idNumber: '１１０１０５ 19491231 002x' })
    expect(data?.lookUpApplicant.cases).toEqual([{ externalId: 'A', applicant: { name: '张*' } }])
    const { entry, all } = await lastAudit()
    expect(entry).toMatchObject({ action: 'core.applicant.looked-up', reason: REASON })
    expect(JSON.parse(entry?.content ?? '')).toMatchObject({ after: { by: 'idNumber', cases: [caseId] } })
    expect(all).not.toMatch(/某某|1990000|11010519/u)
    const company = await lookUp(clerk, { idNumber: COMPANY.idNumber })
    expect(company.data?.lookUpApplicant.cases).toMatchObject([{ externalId: 'B' }])
  })

  test('finds nothing outside of the own range, as where there is nothing', async () => {
    expect((await lookUp(stranger, { phone: ZHANG.phone })).data).toEqual({ lookUpApplicant: { cases: [] } })
    expect((await lookUp(clerk, { phone: '19900000009' })).data).toEqual({ lookUpApplicant: { cases: [] } })
  })

  test('needs its own permission', async () => {
    expect((await lookUp(reader, { phone: ZHANG.phone })).codes).toEqual(['FORBIDDEN'])
  })

  test.each([{}, { phone: ZHANG.phone, idNumber: ZHANG.idNumber }, { phone: '1990' }, { idNumber: '%' }])(
    'refuses %j without repeating it',
    async (sought) => {
      const { data } = await lookUp(clerk, sought)
      expect(data?.lookUpApplicant.code).toBe('INVALID_INPUT')
      expect(data?.lookUpApplicant.message).not.toMatch(/1990|1101|%/u)
    },
  )
})
