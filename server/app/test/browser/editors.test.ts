import { afterAll, beforeAll, expect, it } from 'vitest'

import { openBench } from './bench.ts'
import type { Bench } from './bench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.end())

it('a rule is changed, tried, saved with its reason, and seen by who is measured by it', async () => {
  const page = await bench.visit({ as: 'xiangxi' })
  await page.goto('/admin/rules')
  await page.getByRole('button', { name: '修改规则：办件 · 黄牌' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('发出方式').selectOption('HUMAN')
  const days = dialog.getByLabel('反馈期限')
  await days.fill('90')
  await dialog.getByRole('button', { name: '放入待保存' }).click()
  await dialog.getByRole('alert').getByText('1 至 60').waitFor()
  expect(await days.getAttribute('aria-invalid')).toBe('true')
  await days.fill('5')
  await dialog.getByRole('button', { name: '放入待保存' }).click()
  const pending = page.getByRole('region', { name: '待保存的改动（1）' })
  await pending.getByText('经人工确认').waitFor()
  expect((await pending.getByRole('definition').allInnerTexts()).map((text) => text.replaceAll(/\s/gu, ''))).toEqual([
    '自动发出→经人工确认',
    '3个工作日→5个工作日',
  ])
  await pending.getByLabel('理由').fill('试行')
  await pending.getByRole('button', { name: '保存为第 1 版' }).click()
  await page.getByText('第 1 版已保存').waitFor()
  await page.getByText('理由：试行').waitFor()
  await page.context().close()

  const reader = await bench.visit({ as: 'huayuan' })
  await reader.goto('/admin/rules')
  await reader.getByRole('row', { name: /^办件 黄牌 .*经人工确认.*湘西.*第 1 版/u }).waitFor()
  expect(await reader.getByRole('button', { name: /^修改规则/u }).count()).toBe(0)
  await reader.context().close()
})

it('days are changed, what moves is told, and the version is published; a bad notice is refused row by row', async () => {
  const page = await bench.visit({ as: 'xiangxi' })
  await page.goto('/admin/calendars')
  const year = page.getByRole('region', { name: /^\d{4} 年$/u })
  await year.getByRole('button', { name: '下一年' }).click()
  const next = new Date().getUTCFullYear() + 1
  const [first, last] = [page.locator(`#day-${next}-05-10`), page.locator(`#day-${next}-05-11`)]
  await first.click()
  await last.click({ modifiers: ['Shift'] })
  await page.getByLabel('节日或事由').fill('测试放假')
  await page.getByRole('button', { name: '放入待发布' }).click()
  const pending = page.getByRole('region', { name: '待发布的改动' })
  await pending.getByText(/天不同，自/u).waitFor()
  await pending.getByLabel('理由').fill('州政府通知')
  await pending.getByRole('button', { name: '发布为第 2 版' }).click()
  await page.getByText('第 2 版已发布').waitFor()
  await page.getByText('理由：州政府通知').waitFor()
  await year.getByRole('button', { name: new RegExp(`^${next}年5月10日，放假，测试放假`, 'u') }).waitFor()

  await page.getByRole('button', { name: '导入放假通知' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('或粘贴内容').fill(`date,kind,name\n${next}-02-30,off,测试`)
  await dialog.getByRole('button', { name: '检查' }).click()
  await dialog.getByRole('alert').getByText('第 2 行').waitFor()
  expect(await dialog.getByRole('button', { name: /^发布为/u }).count()).toBe(0)
  await page.context().close()
})

it('the hours of a hall are refused when they overlap, and shown when they are saved', async () => {
  const page = await bench.visit({ as: 'xiangxi' })
  await page.goto('/admin/calendars')
  const open = page.getByRole('button', { name: /^修改开放时间：/u }).first()
  const name = (await open.getAttribute('aria-label')) ?? ''
  await open.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('周六').fill('09:00-12:00 11:00-13:00')
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.getByRole('alert').waitFor()
  await dialog.getByLabel('周六').fill('09:00-12:00')
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.waitFor({ state: 'detached' })
  const hall = page.getByRole('listitem').filter({ has: page.getByRole('button', { name }) })
  await hall.getByText('六 09:00–12:00').waitFor()
  await open.click()
  expect(await dialog.getByLabel('周六').inputValue()).toBe('09:00-12:00')
  await page.context().close()
})
