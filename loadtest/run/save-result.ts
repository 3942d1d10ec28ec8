import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Result } from './result.ts'
import { resultPage } from './page/result-page.ts'
import { summaryText } from './summary-text.ts'

const RESULTS = join(import.meta.dirname, '..', 'results')

/** Writes a result as JSON, text and a page with charts, over the last one of its scenario. Gives the page's file. */
export const saveResult = (result: Result, folder = RESULTS): string => {
  mkdirSync(folder, { recursive: true })
  const file = (ending: string): string => join(folder, `${result.scenario}.${ending}`)
  writeFileSync(file('json'), `${JSON.stringify(result, null, 2)}\n`)
  writeFileSync(file('txt'), summaryText(result))
  writeFileSync(file('html'), resultPage(result))
  return file('html')
}
