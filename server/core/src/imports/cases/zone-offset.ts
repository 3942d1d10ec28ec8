const FIXED: Readonly<Record<string, number>> = { UTC: 0, 'Asia/Shanghai': 8 * 3_600_000 }

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. No summer time in China since 1991. */
export function zoneOffset(zone: string, at: number): number {
  const fixed = FIXED[zone]
  if (fixed !== undefined) return fixed
  const text = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value
  const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/u.exec(text ?? '')
  const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0)
  return (match?.[1] === '-' ? -minutes : minutes) * 60_000
}
