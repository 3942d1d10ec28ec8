import { createAccount, createApiKey, listAccounts, listApiKeys, revokeApiKey } from '@zhikong/core'
import type { Platform } from '@zhikong/core'

/** Known to everybody: only ever in a demo's own database. */
export const DEMO_PASSWORD = 'zhikong-demo'
const KEY_NAME = 'demo, made at each start'

const ACCOUNTS = [
  { username: 'demo-province', displayName: '演示 · 省级', region: '430000000000' },
  { username: 'demo-xiangxi', displayName: '演示 · 湘西州', region: '433100000000' },
  { username: 'demo-huayuan', displayName: '演示 · 花垣县', region: '433124000000' },
] as const

/** Makes the demo's accounts where they are missing, and a fresh API key in place of the last one. */
export const ensureDemoAccounts = async ({ database, registers }: Platform) => {
  const { tree } = registers.current()
  const there = new Set((await listAccounts(database)).map(({ username }) => username))
  const granted = (code: string) => {
    const region = tree.byCode(code)
    if (region === undefined) throw new Error(`There is no region ${code}`)
    return { id: region.id, lo: region.scopeKey, hi: region.scopeEnd }
  }
  for (const { username, displayName, region } of ACCOUNTS) {
    if (there.has(username)) continue
    await createAccount(database, {
      username,
      displayName,
      password: DEMO_PASSWORD,
      region: granted(region),
      roles: ['AUTHORITY'],
    })
  }
  for (const key of await listApiKeys(database)) {
    if (key.name === KEY_NAME && key.revokedAt === null) await revokeApiKey(database, { id: key.id })
  }
  const { key } = await createApiKey(database, {
    name: KEY_NAME,
    region: granted('430000000000'),
    permissions: ['core.read', 'core.report'],
    createdBy: 'demo',
  })
  return { usernames: ACCOUNTS.map(({ username }) => username), password: DEMO_PASSWORD, key }
}
