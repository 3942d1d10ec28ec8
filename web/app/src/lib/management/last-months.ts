/** The first days of this month and of those before it by the calendar of the console, the last before all others. */
export const lastMonths = (now: Date, count: number): readonly string[] => {
  const local = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit' })
  const [year = 0, month = 1] = local.format(now).split('-').map(Number)
  return Array.from({ length: count }, (_, back) => {
    const at = year * 12 + month - 1 - back
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`
  })
}
