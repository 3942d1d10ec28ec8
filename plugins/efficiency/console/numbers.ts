/** Working days as people read them: `3.6`, `0.04`; never nothing for something. */
export function showDays(days: number): string {
  if (days === 0) return '0'
  return days >= 0.1 ? days.toFixed(days >= 100 ? 0 : 1) : days >= 0.01 ? days.toFixed(2) : '<0.01'
}

/** A share in percent with one decimal, which is never rounded to all or nothing; "–" without data. */
export function showShare(share: number | null): string {
  if (share === null) return '–'
  const shown = share.toFixed(1)
  if (share > 0 && shown === '0.0') return '<0.1%'
  if (share < 100 && shown === '100.0') return '>99.9%'
  return `${shown}%`
}
