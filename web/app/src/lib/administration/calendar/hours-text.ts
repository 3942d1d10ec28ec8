import type { HoursInput, HoursSpell } from './calendar.query.ts'

/** A spell of hours while it is edited; the spans as one text, `09:00-12:00 13:00-17:00`. */
export type SpellDraft = { readonly from: string; readonly until: string; readonly text: string }

/** The last day of the table of days: a spell that ends on it holds for good. */
const FOR_GOOD = '2035-12-31'

export const draftOf = ({ from, until, spans }: HoursSpell): SpellDraft => ({
  from,
  until: until === FOR_GOOD ? '' : until,
  text: spans.join(' ').replaceAll('–', '-'),
})

/** What the API takes of a spell; null when the text holds no spans. */
export const inputOf = ({ from, until, text }: SpellDraft): HoursInput | null => {
  const parts = text.trim().split(/[\s,;，；、]+/u)
  const spans = parts.flatMap((part) => {
    const match = /^(\d\d:\d\d)[-–~～](\d\d:\d\d)$/u.exec(part)
    return match === null ? [] : [{ from: match[1] ?? '', to: match[2] ?? '' }]
  })
  return from === '' || spans.length !== parts.length ? null : { from, until: until === '' ? null : until, spans }
}
