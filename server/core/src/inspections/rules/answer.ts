import type { ChecklistItem } from '../checklist.ts'

/** Most characters of an answer in words. */
const MOST_WORDS = 2_000

/** An answer as it is kept; null for one that the kind of the item does not allow. */
export function takeAnswer({ kind, most = 10 }: ChecklistItem, value: string): string | null {
  const text = value.trim()
  switch (kind) {
    case 'YES_NO':
      return text === 'YES' || text === 'NO' ? text : null
    case 'SCORE':
      return isWhole(text) && Number(text) <= most ? String(Number(text)) : null
    case 'COUNT':
      return isWhole(text) ? String(Number(text)) : null
    case 'TEXT':
      return text !== '' && text.length <= MOST_WORDS ? text : null
  }
}

/** Whether an answer says that something is wanting. */
export function isFailure({ kind, most = 0, pass = 6 }: ChecklistItem, value: string): boolean {
  switch (kind) {
    case 'YES_NO':
      return value === 'NO'
    case 'SCORE':
      return Number(value) < pass
    case 'COUNT':
      return Number(value) > most
    case 'TEXT':
      return false
  }
}

const isWhole = (text: string): boolean => /^\d{1,6}$/u.test(text)
