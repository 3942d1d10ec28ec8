import { createAccount } from '../../../src/access/accounts.ts'
import type { Role } from '../../../src/access/roles.ts'
import { buildApiSchema } from '../../../src/core-schema.ts'
import type { ApiConfig } from '../../../src/graphql/server.ts'
import { openTestPlatform } from '../../../src/testing/index.ts'
import { startApi } from '../../graphql/running-api.ts'

export const PASSWORD = 'a good test password'
const FACTS = { name: 'Zhikong', version: '1', mode: 'DEMO', demoProgress: () => 1 } as const

type Answered = { readonly status: number; readonly cookie: string; readonly code: string | undefined }

/** A platform whose whole schema is served over HTTP, with people who sign in. */
export async function openSignInKit(config: Partial<ApiConfig> = {}) {
  const base = await openTestPlatform([])
  const options = { clock: base.clock, rolePermissions: base.declarations.rolePermissions, vault: base.vault }
  const api = await startApi(base.database, config, buildApiSchema({ ...base, platform: FACTS }), options)
  const en = { 'accept-language': 'en' }

  const region = (code: string) => {
    const found = base.registers.current().tree.byCode(code.padEnd(12, '0'))
    if (found === undefined) throw new Error(`no region ${code}`)
    return { id: found.id, lo: found.scopeKey, hi: found.scopeEnd }
  }

  async function answered(response: Response): Promise<Answered> {
    const text = await response.text()
    const code = text.startsWith('{') ? (JSON.parse(text) as { code?: string }).code : undefined
    return { status: response.status, cookie: cookieOf(response), code }
  }

  async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<Answered> {
    return await answered(await api.post(body, { ...en, ...headers }, path))
  }

  const page = (cookie: string) => ({ cookie, 'x-zhikong': '1' })

  return {
    base,
    api,
    region,
    post,
    page,
    signIn: (username: string, password = PASSWORD, code?: string, headers = {}) =>
      post('/auth/sign-in', { username, password, ...(code === undefined ? {} : { code }) }, headers),
    /** Asks GraphQL with the cookie of a session; the data, or the codes of the errors. */
    ask: async <Data = Record<string, never>>(cookie: string, query: string, variables: object = {}): Promise<Data> => {
      const response = await api.post({ query, variables }, { ...en, ...page(cookie) })
      const body = (await response.json()) as { data?: Data; errors?: { extensions: { code: string } }[] }
      if (body.errors !== undefined) throw new Error(body.errors.map((error) => error.extensions.code).join())
      return body.data as Data
    },
    /** Makes a person with a password that stays. */
    person: (username: string, roles: readonly Role[] = ['AUDITOR'], code = '4301') =>
      createAccount(base.database, {
        username,
        password: PASSWORD,
        displayName: '测试员',
        region: region(code),
        roles,
      }),
    /** What the audit log has of an action, oldest first. */
    audited: (action: string) =>
      base.database.withScope({ mode: 'engine' }, (trx) =>
        trx
          .selectFrom('core.auditEntry')
          .select(['actorKind', 'actorName', 'subjectId', 'outcome', 'reason', 'content', 'scopeKey'])
          .where('action', '=', action)
          .orderBy('id')
          .execute(),
      ),
    end: async () => {
      await api.stop()
      await base.end()
    },
  }
}

export type SignInKit = Awaited<ReturnType<typeof openSignInKit>>

/** The session's cookie of an answer, as a browser sends it back. */
export function cookieOf(response: Response): string {
  const set = response.headers.getSetCookie().find((cookie) => /^(?:__Host-)?zhikong_session=/u.test(cookie))
  return set?.split(';')[0] ?? ''
}
