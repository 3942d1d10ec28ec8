import type { Member } from './members.ts'

/** Who cannot be looked up for so long goes on alone: nobody waits for another's look-up. */
const PATIENCE_MS = 500

/** The members whose rights hold. All are asked at once, so that what is not remembered is one question. */
export async function confirmed(members: readonly Member[]): Promise<ReadonlySet<Member>> {
  const good = new Set<Member>()
  const asked = members.map(async (member) => {
    if (await member.stillValid()) good.add(member)
  })
  let late: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    late = setTimeout(resolve, PATIENCE_MS)
  })
  await Promise.race([Promise.allSettled(asked), patience])
  clearTimeout(late)
  return new Set(good)
}
