import { fault, readerScope, type Host, type RequestContext } from '@zhikong/core'
import { insertLead } from '../queries/accountability-lead.ts'
import { selectDetected } from '../queries/detect-leads.ts'
import type { Trigger, Efficiency } from '../tables.ts'
import { askedBy } from './accountability-rights.ts'
import { checkPeriod } from './period.ts'

/** The action in the audit log. */
export const LEADS_DETECTED = 'efficiency.accountability-leads.detected'

/** Of each trigger at once. */
const MOST = 200

/** Who is said to have found what the platform found, so that whoever asked for it may judge it. */
export const ENGINE = { id: 'engine', name: 'engine' } as const

const WORDS: Readonly<Partial<Record<Trigger, string>>> = {
  SENT_UP_LATE: '系统比对：初审后上报超过法定初审期限（行政许可法第四十三条），请人工核实。',
  REFUSED_WITHOUT_REASON: '系统比对：退回或不予受理未记载理由（行政许可法第三十二条、第三十八条），请人工核实。',
  STEP_OVERDUE: '系统比对：办件总时限未超期，但有环节超期（见卡片），请人工核实。',
}

/**
 * Looks through the cases of a period as they are now and proposes a lead for each act that their records show, once per
 * case and trigger. It is asked for instead of following the feed, since what a record shows may be put right by events
 * that come later, and nobody is to be suspected meanwhile.
 * @throws Fault NOT_FOUND for a region out of range, INVALID_INPUT for no period, FORBIDDEN for who is bound to a unit
 */
export async function detectLeads(
  host: Host<Efficiency>,
  context: Pick<RequestContext, 'principal' | 'change'>,
  { region: code, ...period }: { readonly region: string; readonly from: string; readonly to: string },
): Promise<number> {
  checkPeriod(period)
  const region = (await host.registers()).tree.byCode(code)
  const range = region === undefined ? null : { lo: region.scopeKey, hi: region.scopeEnd }
  const reach = readerScope(askedBy(context.principal), range, code, ['input', 'region'])
  if (reach.organisationId !== null || reach.hallId !== null) throw fault('FORBIDDEN', {})
  const foundAt = await host.clock.now()
  return host.change(
    context,
    LEADS_DETECTED,
    async (trx, note) => {
      let proposed = 0
      for (const each of await selectDetected(trx, reach, period, MOST)) {
        const id = await insertLead(trx, {
          ...each,
          words: WORDS[each.trigger] ?? each.trigger,
          evidence: null,
          foundById: ENGINE.id,
          foundBy: ENGINE.name,
          foundAt,
          state: 'PROPOSED',
          ...UNJUDGED,
        })
        if (id === undefined) continue
        proposed += 1
        note({
          subject: { type: 'AccountabilityLead', id: String(id) },
          scopeKey: each.scopeKey,
          after: { trigger: each.trigger, state: 'PROPOSED' },
        })
      }
      return proposed
    },
    'engine',
  )
}

/** A lead that nobody judged yet. */
export const UNJUDGED = { judgedById: null, judgedBy: null, judgedAt: null, reason: null } as const
