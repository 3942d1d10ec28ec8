import type { GroupDuty } from '../tables.ts'

/** Local days, half-open; null for no end. */
export type Validity = { readonly validFrom: string; readonly validTo: string | null }

type Member = Validity & { readonly duty: GroupDuty }

/** Whether a day lies in a validity. */
export const holdsOn = ({ validFrom, validTo }: Validity, day: string): boolean =>
  validFrom <= day && (validTo === null || day < validTo)

/** Whether a group that holds has a primary leader on a day. */
export const isLedOn = (group: Validity, members: readonly Member[], day: string): boolean =>
  holdsOn(group, day) && members.some((member) => member.duty === 'PRIMARY_LEADER' && holdsOn(member, day))

/**
 * The first day from a day on that has no primary leader in a group that holds: the day itself when there is none now,
 * null when there always is.
 */
export const leaderUntil = (group: Validity, members: readonly Member[], day: string): string | null => {
  if (!isLedOn(group, members, day)) return day
  const leaders = members.filter(({ duty }) => duty === 'PRIMARY_LEADER')
  let until: string | null = day
  for (let leader = leaderOn(leaders, day); leader !== undefined;) {
    until = leader.validTo
    leader = until === null ? undefined : leaderOn(leaders, until)
  }
  if (group.validTo === null) return until
  return until === null || group.validTo < until ? group.validTo : until
}

const leaderOn = (leaders: readonly Member[], day: string): Member | undefined =>
  leaders.find((leader) => holdsOn(leader, day))

/** Whether two validities have a day in common. */
export const overlap = (a: Validity, b: Validity): boolean =>
  (b.validTo === null || a.validFrom < b.validTo) && (a.validTo === null || b.validFrom < a.validTo)
