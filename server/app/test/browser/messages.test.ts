import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'

/** A gateway that writes down what it would send. */
const folder = mkdtempSync(join(tmpdir(), 'zk-sms-'))
const outbox = join(folder, 'sent.txt')
const gateway = `import { appendFileSync } from 'node:fs'
export default { send: async ({ to, text }) => (appendFileSync(${JSON.stringify(outbox)}, to + ' ' + text), 'SENT') }`

let bench: Bench
beforeAll(async () => {
  writeFileSync(join(folder, 'gateway.mjs'), gateway)
  bench = await openBench(() => ({ SMS_GATEWAY: join(folder, 'gateway.mjs'), ALLOW_HTTP_WEBHOOKS: '1' }))
})
afterAll(async () => {
  await bench.end()
  rmSync(folder, { recursive: true })
})

it('a webhook is refused at its field, made with a secret shown once, changed and ended', async () => {
  const page = await bench.visit({ as: 'founder' })
  await page.goto('/admin/webhooks')
  await page.getByText('还没有推送', { exact: true }).waitFor()
  await page.getByRole('button', { name: '新建推送' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('用途').fill('测试推送')
  const address = dialog.getByLabel('接收地址')
  await address.fill('http://10.0.0.1/')
  await dialog.getByRole('button', { name: '新建推送' }).click()
  await dialog.getByText(/内部网络或保留地址，不向其发送/).waitFor()
  expect(await address.getAttribute('aria-invalid')).toBe('true')
  await address.fill('http://127.0.0.1:9/')
  await dialog.getByRole('button', { name: '新建推送' }).click()
  const secret = await dialog
    .getByRole('region', { name: /^签名密钥/ })
    .getByRole('listitem')
    .innerText()
  expect(secret).toMatch(/^whsec_/)
  await dialog.getByRole('button', { name: '关闭' }).last().click()
  await page.getByRole('row', { name: /测试推送.*正常.*黄牌及以上/s }).waitFor()
  expect(await page.content()).not.toContain(secret)

  await page.getByRole('button', { name: '修改：测试推送' }).click()
  await dialog.getByLabel('卡片级别').selectOption('RED')
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByRole('row', { name: /红牌及以上/ }).waitFor()
  await page.getByRole('button', { name: '推送记录：测试推送' }).click()
  await page.getByText('没有推送记录', { exact: true }).waitFor()
  await page.getByRole('button', { name: '终止：测试推送' }).click()
  await dialog.getByRole('button', { name: '终止' }).click()
  await page.getByRole('row', { name: /测试推送.*已终止.*由人员终止/s }).waitFor()
  expect(await page.getByRole('button', { name: '修改：测试推送' }).count()).toBe(0)
  await page.context().close()
})

it('a silence is made with an end, seen by who may not decide, and ended', async () => {
  const page = await bench.visit({ as: 'huayuan' })
  await page.goto('/admin/silences')
  await page.getByRole('button', { name: '新建静默' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('原因').fill('系统迁移')
  await dialog.getByRole('button', { name: '新建静默' }).click()
  await page.getByRole('row', { name: /花垣县.*生效中.*系统迁移/s }).waitFor()
  await page.getByRole('button', { name: '提前结束：花垣县' }).click()
  await dialog.getByRole('button', { name: '提前结束' }).click()
  await page.getByRole('row', { name: /花垣县.*已结束/s }).waitFor()
  await page.context().close()
})

it('a mobile number is refused when it is none, confirmed by the code that comes there, and never shown again', async () => {
  const page = await bench.visit({ as: 'huayuan' })
  await page.goto('/me')
  await page.getByRole('region', { name: '邮件' }).getByText('未配置邮件发送').waitFor()
  const sms = page.getByRole('region', { name: '短信' })
  await sms.getByLabel('手机号码').fill('123')
  await sms.getByRole('button', { name: '保存' }).click()
  await sms.getByText(/手机号码格式不正确/).waitFor()
  await sms.getByLabel('手机号码').fill('13800000000')
  await sms.getByRole('button', { name: '保存' }).click()
  const code = sms.getByLabel('验证码（6 位）')
  await code.waitFor()
  await code.fill(/\d{6}/u.exec(readFileSync(outbox, 'utf8').replace('13800000000', ''))?.[0] ?? '')
  await sms.getByRole('button', { name: '确认' }).click()
  await sms.getByText(/^已于 .* 确认/).waitFor()
  expect(await page.content()).not.toContain('13800000000')
  await page.context().close()
})
