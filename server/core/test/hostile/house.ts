import { createAccount } from '../../src/access/accounts.ts'
import type { Role } from '../../src/access/roles.ts'
import { createApiKey } from '../../src/access/third-parties/api-keys.ts'
import { buildApiSchema } from '../../src/core-schema.ts'
import type { AnyPlugin } from '../../src/plugin.ts'
import { openTestPlatform } from '../../src/testing/platform.ts'
import { startApi } from '../graphql/running-api.ts'

const days = (amount: number) => ({ amount, unit: 'WORKING_DAY' as const })

/** Cases that are open, late, suspended and closed, in two counties. */
const EVENTS = [1, 2, 3, 4, 5, 6].flatMap((number) => {
  const about = { source: 'desk', externalId: `N-${number}`, hall: number % 2 === 0 ? 'WEST' : 'EAST', matter: 'FOOD' }
  const on = (day: string) => new Date(`2026-03-${day}T10:00:00+08:00`)
  return [
    { ...about, eventId: '1', kind: 'ACCEPTED' as const, occurredAt: on('02') },
    ...(number < 3 ? [{ ...about, eventId: '2', kind: 'CLOSED' as const, occurredAt: on('20') }] : []),
    ...(number === 4 ? [{ ...about, eventId: '2', kind: 'SUSPENDED' as const, occurredAt: on('03') }] : []),
  ]
})

/** The whole API over some plugins, with registers, cases and alerts of its own, and systems that ask. */
export async function openHouse(plugins: readonly AnyPlugin[]) {
  const platform = await openTestPlatform(plugins)
  platform.setNow('2026-03-31T10:00:00+08:00')
  await platform.save('organisations', [
    { code: 'ORG-A', name: '示例市场监管局', region: '430102000000' },
    { code: 'ORG-B', name: '示例民政局', region: '430103000000' },
  ])
  await platform.save('halls', [
    { code: 'EAST', name: '东区政务服务大厅', region: '430102000000' },
    { code: 'WEST', name: '西区政务服务大厅', region: '430103000000' },
  ])
  await platform.save('windows', [{ hall: 'EAST', code: '1', name: '一号窗口' }])
  await platform.save('matters', [
    { code: 'FOOD', name: '食品经营许可', type: 'LICENCE', kind: 'PROMISED', promised: days(3), statutory: days(20) },
  ])
  await platform.report(EVENTS)
  await platform.fold()
  const { database, clock, declarations, registers } = platform
  const { rolePermissions } = declarations
  const facts = { name: 'Zhikong', version: 'test', mode: 'REAL', demoProgress: () => null } as const
  const schema = buildApiSchema({ ...platform, platform: facts })
  const api = await startApi(database, {}, schema, { clock, rolePermissions, vault: platform.vault })
  const everything = Object.keys(declarations.permissions)

  const regionOf = (code: string) => {
    const region = registers.current().tree.byCode(code.padEnd(12, '0'))
    if (region === undefined) throw new Error(`There is no region ${code}.`)
    return { id: region.id, lo: region.scopeKey, hi: region.scopeEnd }
  }

  /** A system that has these permissions in a region, as the headers of its requests. */
  const system = async (code: string, permissions: readonly string[] = everything) => {
    const { key, apiKey } = await createApiKey(database, { name: code, region: regionOf(code), permissions })
    return { headers: { authorization: `Bearer ${key}` }, id: apiKey.id, key }
  }

  /** A person who is signed in, as the headers of its requests. */
  const person = async (username: string, code: string, roles: readonly Role[]) => {
    const password = 'a good test password'
    await createAccount(database, { username, password, displayName: '测试员', region: regionOf(code), roles })
    const signedIn = await api.post({ username, password }, {}, '/auth/sign-in')
    const [cookie = ''] = signedIn.headers.get('set-cookie')?.split(';') ?? []
    return { headers: { cookie, 'x-zhikong': '1' } }
  }

  return {
    platform,
    api,
    schema,
    system,
    person,
    end: async () => {
      await api.stop()
      await platform.end()
    },
  }
}

export type House = Awaited<ReturnType<typeof openHouse>>
