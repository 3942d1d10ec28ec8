import { createHash, randomUUID } from 'node:crypto'
import { TOTP } from 'otpauth'
import { createAccount } from '../../../src/access/accounts.ts'
import { localDate } from '../../../src/clock/local-time.ts'
import { usual, writePreference } from '../../../src/notify/messages/preference.ts'
import { openSession } from '../../../src/access/sessions.ts'
import type { AlertState } from '../../../src/alerts/tables.ts'
import type { Principal } from '../../../src/graphql/context.ts'
import type { PluginBench } from '../../../src/testing/plugin-bench.ts'
import { createApiKey } from '../../../src/access/third-parties/api-keys.ts'
import { COMPLAINT_EXAMPLES } from './complaint-examples.ts'
import { FINDING_EXAMPLES } from './finding-examples.ts'
import { MANAGEMENT_EXAMPLES } from './management-examples.ts'
import { PLAN_EXAMPLES } from './plan-examples.ts'
import { RATING_EXAMPLES } from './rating-examples.ts'
import { INSPECTION_EXAMPLES } from './inspection-examples.ts'
import { SURVEY_EXAMPLES } from './survey-examples.ts'

/** Who calls a mutation with what; made anew for each try. */
export type Example = (bench: PluginBench) => Promise<{ readonly as: Principal; readonly input: object }>

const PROVINCE = '430000000000'
const CITY = '430100000000'
const COUNTY = '430102000000'

const saving =
  (input: object): Example =>
  async (bench) => ({ as: bench.principal('43', 'core.administer'), input })

const region = (bench: PluginBench, code: string) => {
  const found = bench.registers.current().tree.byCode(code)
  if (found === undefined) throw new Error(`There is no region ${code}`)
  return { id: found.id, lo: found.scopeKey, hi: found.scopeEnd }
}

/** A person with an account of their own, in 长沙. */
async function somebody(bench: PluginBench, ...permissions: readonly string[]) {
  const username = `p${randomUUID().slice(0, 8)}`
  const account = { username, password: 'a long enough one', displayName: '测试员', region: region(bench, CITY) }
  const { id } = await createAccount(bench.database, { ...account, roles: [] })
  const as: Principal = { ...bench.principal('43', ...permissions), id, kind: 'account', username, name: username }
  return { id, as }
}

const managing =
  (permission: string, input: (id: string) => object): Example =>
  async (bench) => {
    const [{ id }, { as }] = [await somebody(bench), await somebody(bench, permission)]
    return { as, input: input(id) }
  }

async function aKey(bench: PluginBench): Promise<{ as: Principal; input: { id: string } }> {
  const given = { name: 'Desk', region: region(bench, CITY), permissions: ['core.report'] }
  const { apiKey } = await createApiKey(bench.database, given)
  return { as: bench.principal('43', 'core.issue-keys', 'core.report'), input: { id: apiKey.id } }
}

const aClient = (bench: PluginBench) => ({
  as: bench.principal('43', 'core.issue-keys', 'core.report'),
  input: { clientId: `c-${randomUUID()}`, name: 'Desk', region: CITY, permissions: ['core.report'] },
})

/** Tells the code that an app with this secret shows now. */
async function codeFor(bench: PluginBench, secret: string, stepsLater: number): Promise<string> {
  const timestamp = (await bench.clock.now()).getTime() + stepsLater * 30_000
  return new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret }).generate({ timestamp })
}

async function withBegunFactor(bench: PluginBench) {
  const { as: person } = await somebody(bench)
  const createdAt = await bench.clock.now()
  const as = { ...person, session: { id: '', createdAt, hasSecondFactor: false, mustSetUpSecondFactor: false } }
  const begin = 'mutation { beginSecondFactor { ... on BeginSecondFactorPayload { secret } } }'
  const { data } = await bench.ask(begin, {}, as)
  const { secret } = (data as { beginSecondFactor: { secret: string } }).beginSecondFactor
  return { as, secret }
}

const confirm = `mutation ($input: ConfirmSecondFactorInput!) { confirmSecondFactor(input: $input) { __typename } }`

async function firstOf(bench: PluginBench, field: 'cases' | 'alertList'): Promise<string> {
  const source = `query ($within: RegionCode!) { ${field}(within: $within) { nodes { id } } }`
  const { data, codes } = await bench.ask(source, { within: PROVINCE }, bench.principal('43', 'core.read'))
  if (codes.length > 0) throw new Error(codes.join())
  const [first] = (data as Record<string, { nodes: { id: string }[] }>)[field]?.nodes ?? []
  if (first === undefined) throw new Error(`There are no ${field}.`)
  return first.id
}

const aNewWebhook = async (bench: PluginBench) => ({
  as: (await somebody(bench, 'core.issue-keys', 'core.read')).as,
  input: { name: 'Desk', url: 'https://93.184.216.34/hook', region: CITY },
})

async function aWebhook(bench: PluginBench) {
  const { as, input } = await aNewWebhook(bench)
  const save = `mutation ($input: SaveWebhookInput!) { saveWebhook(input: $input) {
    ... on SaveWebhookPayload { webhook { id } } } }`
  const { data } = await bench.ask(save, { input }, as)
  return { as, id: (data as { saveWebhook: { webhook: { id: string } } }).saveWebhook.webhook.id }
}

const ofWebhook: Example = async (bench) => {
  const { as, id } = await aWebhook(bench)
  return { as, input: { id } }
}

const province = (bench: PluginBench, ...permissions: readonly string[]) =>
  bench.principal('43', 'core.read', ...permissions)

/** An alert of which a case has but one, put into the state that the example needs. */
async function anAlert(bench: PluginBench, state: AlertState): Promise<string> {
  const id = await firstOf(bench, 'alertList')
  await bench.database.withScope({ mode: 'engine' }, async (trx) => {
    await trx.updateTable('core.alert').set({ state }).where('alertId', '=', id).execute()
  })
  return id
}

const silence = async (bench: PluginBench) => ({
  as: province(bench, 'core.decide'),
  input: {
    region: CITY,
    reason: '系统迁移',
    endsAt: new Date((await bench.clock.now()).getTime() + 86_400_000).toISOString(),
  },
})

/** One good call of every mutation of core that leaves an entry in the audit log. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  acknowledgeAlert: async (bench) => ({
    as: bench.principal('43', 'core.read', 'core.handle'),
    input: { id: await anAlert(bench, 'ISSUED') },
  }),
  appealAlert: async (bench) => ({
    as: province(bench, 'core.handle'),
    input: { ids: [await anAlert(bench, 'ISSUED')], reason: '申请人自行撤回材料' },
  }),
  confirmAlert: async (bench) => ({
    as: province(bench, 'core.decide'),
    input: { ids: [await anAlert(bench, 'TO_CONFIRM')] },
  }),
  decideAppeal: async (bench) => ({
    as: { ...province(bench, 'core.decide'), id: 'somebody else' },
    input: { ids: [await anAlert(bench, 'APPEALED')], outcome: 'UPHELD', reason: '理由不成立' },
  }),
  endSilence: async (bench) => {
    const { as, input } = await silence(bench)
    const save = `mutation ($input: SaveSilenceInput!) { saveSilence(input: $input) {
      ... on SaveSilencePayload { silence { id } } } }`
    const { data } = await bench.ask(save, { input }, as)
    return { as, input: { id: (data as { saveSilence: { silence: { id: string } } }).saveSilence.silence.id } }
  },
  feedBackOnAlert: async (bench) => ({
    as: province(bench, 'core.handle'),
    input: { ids: [await anAlert(bench, 'ISSUED')], text: `已补办 ${randomUUID()}` },
  }),
  refuseAlert: async (bench) => ({
    as: province(bench, 'core.decide'),
    input: { ids: [await anAlert(bench, 'TO_CONFIRM')], reason: '日历有误' },
  }),
  saveSilence: silence,
  urgeAlert: async (bench) => ({
    as: province(bench, 'core.urge'),
    input: { ids: [await anAlert(bench, 'ISSUED')] },
  }),
  allowIdentityProvider: managing('core.manage-people', (id) => ({ id, allowed: true })),
  confirmMessageAddress: async (bench) => {
    const { id, as } = await somebody(bench)
    const now = await bench.clock.now()
    const codeHash = createHash('sha256').update(`${id} 123456`).digest('hex')
    await bench.database.withScope({ mode: 'administration' }, (trx) =>
      writePreference(trx, { ...usual(id, now), codeHash, codeSentAt: now }),
    )
    return { as, input: { code: '123456' } }
  },
  confirmSecondFactor: async (bench) => {
    const { as, secret } = await withBegunFactor(bench)
    return { as, input: { code: await codeFor(bench, secret, 0) } }
  },
  createApiKey: async (bench) => ({
    as: bench.principal('43', 'core.issue-keys', 'core.report'),
    input: { name: 'Desk', region: CITY, permissions: ['core.report'] },
  }),
  createPerson: managing('core.manage-people', () => ({
    username: `n${randomUUID().slice(0, 8)}`,
    displayName: '新同事',
    region: CITY,
  })),
  disablePerson: managing('core.manage-people', (id) => ({ id })),
  enablePerson: async (bench) => {
    const example = await managing('core.manage-people', (id) => ({ id }))(bench)
    const disable = 'mutation ($input: DisablePersonInput!) { disablePerson(input: $input) { __typename } }'
    await bench.ask(disable, { input: example.input }, example.as)
    return example
  },
  endWebhook: ofWebhook,
  endSession: async (bench) => {
    const { id: accountId, as } = await somebody(bench)
    const session = { accountId, address: '192.0.2.7', via: 'PASSWORD', replaces: null } as const
    return await bench.database.withScope({ mode: 'administration' }, async (trx) => {
      await openSession(trx, session, await bench.clock.now())
      const open = trx.selectFrom('core.session').select('id').where('accountId', '=', accountId)
      return { as, input: await open.executeTakeFirstOrThrow() }
    })
  },
  grantRole: managing('core.authorise', (person) => ({ person, role: 'INSPECTOR', region: CITY })),
  lookUpApplicant: async (bench) => ({
    as: bench.principal('43', 'core.read', 'core.reveal'),
    input: { phone: '19900000001', reason: '核对送达地址' },
  }),
  redeliver: async (bench) => {
    const { as, id } = await aWebhook(bench)
    return { as, input: { webhook: id } }
  },
  removeSecondFactor: async (bench) => {
    const { as, secret } = await withBegunFactor(bench)
    await bench.ask(confirm, { input: { code: await codeFor(bench, secret, 0) } }, as)
    return { as, input: { code: await codeFor(bench, secret, 1) } }
  },
  resetPassword: managing('core.manage-people', (id) => ({ id })),
  resetSecondFactor: async (bench) => {
    const { as: owner, secret } = await withBegunFactor(bench)
    await bench.ask(confirm, { input: { code: await codeFor(bench, secret, 0) } }, owner)
    return { as: (await somebody(bench, 'core.manage-people')).as, input: { id: owner.id } }
  },
  revealApplicant: async (bench) => ({
    as: bench.principal('43', 'core.read', 'core.reveal'),
    input: { case: await firstOf(bench, 'cases'), reason: '核对送达地址' },
  }),
  revokeApiKey: aKey,
  revokeClient: async (bench) => {
    const { as, input } = aClient(bench)
    const save = `mutation ($input: SaveClientInput!) { saveClient(input: $input) {
      ... on SaveClientPayload { client { id } } } }`
    const { data } = await bench.ask(save, { input }, as)
    return { as, input: { id: (data as { saveClient: { client: { id: string } } }).saveClient.client.id } }
  },
  rotateApiKey: aKey,
  rotateWebhookSecret: ofWebhook,
  saveChannel: saving({ code: 'DESK', name: '示例渠道', nameEn: 'Example', online: true }),
  saveClient: async (bench) => aClient(bench),
  saveHall: saving({ code: 'NEW', name: '示例新大厅', region: COUNTY }),
  saveMatter: saving({ code: 'NEW', name: '示例事项', type: '行政许可' }),
  saveMessagePreferences: async (bench) => ({ as: (await somebody(bench)).as, input: { digestAt: '08:30' } }),
  saveCalendar: saving({ region: CITY, days: [{ date: '2027-10-08', kind: 'OFF', name: '示例' }] }),
  importCalendar: saving({ region: COUNTY, year: 2027, csv: 'date,kind,name\n2027-10-09,work,示例' }),
  saveOrganisation: saving({ code: 'NEW', name: '示例局', region: COUNTY }),
  saveRegion: saving({ code: '430102001900', name: '示例新村' }),
  saveRulePack: async (bench) => {
    const tomorrow = new Date((await bench.clock.now()).getTime() + 86_400_000)
    const rules = [{ clock: 'case', level: 'YELLOW', mode: 'HUMAN' }]
    return saving({ region: CITY, effectiveFrom: localDate(tomorrow), rules })(bench)
  },
  saveStaff: saving({ hall: 'HALL', code: '007', name: '某某' }),
  saveTarget: saving({ indicator: 'tested', region: CITY, validFrom: '2026-01-01', comparator: 'AT_LEAST', value: 90 }),
  saveWebhook: aNewWebhook,
  saveWindow: saving({ hall: 'HALL', code: '9', name: '九号窗口' }),
  ...COMPLAINT_EXAMPLES,
  ...FINDING_EXAMPLES,
  ...INSPECTION_EXAMPLES,
  ...MANAGEMENT_EXAMPLES,
  ...PLAN_EXAMPLES,
  ...RATING_EXAMPLES,
  ...SURVEY_EXAMPLES,
  withdrawRole: async (bench) => {
    const [{ id: person }, { as }] = [await somebody(bench), await somebody(bench, 'core.authorise')]
    const grant = `mutation ($input: GrantRoleInput!) { grantRole(input: $input) {
      ... on GrantRolePayload { grant { id } } } }`
    const { data } = await bench.ask(grant, { input: { person, role: 'INSPECTOR', region: CITY } }, as)
    return { as, input: { id: (data as { grantRole: { grant: { id: string } } }).grantRole.grant.id } }
  },
}

/** Of these, the same call again changes nothing. */
export const IDEMPOTENT: ReadonlySet<string> = new Set([
  'acknowledgeAlert',
  'saveChannel',
  'saveHall',
  'importCalendar',
  'saveCalendar',
  'saveMatter',
  'saveOrganisation',
  'saveRegion',
  'saveRulePack',
  'saveStaff',
  'saveTarget',
  'saveWindow',
])
