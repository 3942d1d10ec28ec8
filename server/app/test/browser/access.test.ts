import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'
import { applicant, regions } from './registers.ts'
import { settled } from './settled.ts'

let bench: Bench
let founder: Page
beforeAll(async () => {
  bench = await openBench()
  founder = await bench.visit({ as: 'founder' })
})
afterAll(() => bench.end())

const ask = (key: string, query: string): Promise<Response> =>
  fetch(`${bench.console.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query }),
  })

async function openCase(page: Page, number: string): Promise<void> {
  await page.goto(`/r/${regions.huayuan.code}/cases?period=last30&text=${number}`)
  await page
    .getByRole('row', { name: new RegExp(number) })
    .getByRole('link')
    .click()
  await page.getByRole('heading', { level: 2, name: '服务对象' }).waitFor()
}

/** The newest entry of the log that is called so. */
async function logged(action: string): Promise<string> {
  await founder.goto('/admin/audit')
  const row = founder.getByRole('row', { name: new RegExp(action) }).first()
  await row.waitFor()
  return row.innerText()
}

describe('a key', () => {
  it('is made, opens the API, is rotated, and opens nothing once it is revoked', async () => {
    await founder.goto('/admin/keys')
    await founder.getByRole('button', { name: '签发密钥' }).click()
    const dialog = founder.getByRole('dialog')
    await dialog.getByLabel('用途').fill('测试终端')
    await dialog.getByRole('checkbox', { name: /查看辖区内的办件/ }).check()
    await dialog.getByRole('button', { name: '签发密钥' }).click()
    const shown = dialog.getByRole('region', { name: /^完整密钥/ }).getByRole('listitem')
    const key = await shown.innerText()
    expect(key).toMatch(/^zk_/)
    expect((await (await ask(key, '{ viewer { kind } }')).json()) as unknown).toEqual({
      data: { viewer: { kind: 'KEY' } },
    })
    await dialog.getByRole('button', { name: '关闭' }).last().click()

    await founder.getByRole('button', { name: '更换密钥：测试终端' }).click()
    await founder.getByRole('dialog').getByRole('button', { name: '更换' }).click()
    const second = await shown.innerText()
    expect(second).not.toBe(key)
    for (const each of [key, second]) expect((await ask(each, '{ viewer { kind } }')).status).toBe(200)
    await founder.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()

    await founder.getByRole('button', { name: '吊销：测试终端' }).click()
    await founder.getByRole('dialog').getByText('数据流断开').waitFor()
    await founder.getByRole('dialog').getByRole('button', { name: '吊销' }).click()
    await founder.getByRole('row', { name: /测试终端.*已吊销/ }).waitFor()
    await expect
      .poll(async () => (await ask(second, '{ viewer { kind } }')).text(), { timeout: 3_000 })
      .toContain('UNAUTHENTICATED')
    expect(await founder.getByText(second).count()).toBe(0)
    expect(await logged('吊销密钥')).toContain('admin')
  })
})

describe('an applicant', () => {
  it('is masked, shown in clear for a reason, recorded, and hidden again', async () => {
    await openCase(founder, 'HY-011')
    expect(await founder.getByRole('main').innerText()).not.toContain(applicant.idNumber)
    await founder.getByRole('button', { name: '查看原文' }).click()
    const dialog = founder.getByRole('dialog')
    await dialog.getByLabel('理由').fill('核对窗口登记')
    await dialog.getByRole('button', { name: '查看原文' }).click()
    await founder.getByText(applicant.idNumber).waitFor()
    await founder.getByText('本次查看已记入审计日志').waitFor()
    const kept = await founder.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
    expect(founder.url() + kept).not.toContain(applicant.idNumber)
    await founder.getByRole('button', { name: '遮盖' }).click()
    expect(await founder.getByText(applicant.idNumber).count()).toBe(0)
    const entry = await logged('查看服务对象原文')
    expect(entry).toContain('核对窗口登记')
    expect(await founder.getByRole('main').innerText()).not.toContain(applicant.idNumber)
  })

  it('is looked up by number, which stays out of the address', async () => {
    await founder.goto('/look-up')
    await founder.getByLabel('证件号码或信用代码', { exact: true }).last().fill(applicant.idNumber)
    await founder.getByLabel('理由').fill('群众来电查询')
    await founder.getByRole('main').getByRole('button', { name: '查询', exact: true }).click()
    await founder.getByRole('row', { name: /HY-011/ }).waitFor()
    expect(founder.url()).not.toContain(applicant.idNumber)
    await logged('查询服务对象')
  })
})

describe('the audit log', () => {
  it('is narrowed by what is in its address, and an entry opens', async () => {
    await founder.goto('/admin/audit')
    await founder.getByLabel('动作').selectOption('core.key.')
    await founder.getByRole('main').getByRole('button', { name: '查询', exact: true }).click()
    await founder.waitForURL(/action=core\.key\./)
    await settled(founder)
    const row = founder.getByRole('row', { name: /签发密钥/ }).first()
    expect(await founder.getByRole('row', { name: /登录/ }).count()).toBe(0)
    await row.getByRole('button').click()
    await founder.getByRole('table').getByText('core.key.created').waitFor()
    await founder.getByText('已封存').waitFor()
  })

  it('does not exist for who may not read it', async () => {
    const page = await bench.visit({ as: 'xiangxi' })
    await page.goto('/admin/audit')
    await page.getByRole('heading', { level: 1, name: '没有可显示的内容' }).waitFor()
    await page.context().close()
  })
})

describe('a session', () => {
  it("runs the console's documents and no free text", async () => {
    const answer = await founder.context().request.post('/graphql', {
      headers: { 'x-zhikong': '1' },
      data: { query: '{ viewer { username } }' },
    })
    expect(await answer.text()).toContain('FORBIDDEN')
    const manifest = (await (await fetch(`${bench.console.url}/trusted-documents.json`)).json()) as Record<
      string,
      string
    >
    const [id] = Object.entries(manifest).find(([, text]) => text.startsWith('query Self ')) ?? []
    const trusted = await founder.context().request.post('/graphql', {
      headers: { 'x-zhikong': '1' },
      data: { documentId: id },
    })
    expect(await trusted.json()).toEqual({ data: { viewer: { secondFactor: false } } })
  })
})
