import type { Result } from '../result.ts'
export const resultPage = (result: Result): string => `<pre>${JSON.stringify(result)}</pre>`
