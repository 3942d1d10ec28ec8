import { givenRegion, issuerOf, issuingFor } from '../../../access/third-parties/graphql/system-fields.ts'
import type { Builder } from '../../../graphql/builder.ts'
import type { Principal, RequestContext } from '../../../graphql/context.ts'
import { answer, resultOf } from '../../../graphql/errors.ts'
import { fault } from '../../../graphql/fault.ts'
import { isUuid } from '../../../uuid.ts'
import { issuedWithin } from '../../../access/third-parties/issuing.ts'
import { saveWebhook } from '../save-webhook.ts'
import type { WebhookRef, WebhookServices } from './webhook-type.ts'

const ISSUER = { permission: 'core.issue-keys' } as const

function defineInput(builder: Builder, { CardLevel }: WebhookServices) {
  return builder.inputType('SaveWebhookInput', {
    description: 'A webhook. What is left out is told without that limit.',
    fields: (t) => ({
      id: t.id({ description: 'The one to change; a new one without.' }),
      name: t.string({ required: true, description: 'What it is for, 1 to 100 characters.' }),
      url: t.string({
        required: true,
        description: 'Where messages are posted: an https address on the public internet.',
      }),
      region: t.field({ type: 'RegionCode', required: true, description: 'Of whose subtree it is told.' }),
      organisation: t.string({ description: 'The code of an organisation in the region: only its cases.' }),
      hall: t.string({ description: 'The code of a hall in the region: only its cases.' }),
      kinds: t.stringList({ description: 'Only events of these names, e.g. cases.case.closed; at most 50.' }),
      minLevel: t.field({
        type: CardLevel,
        defaultValue: 'WARNING',
        description: 'Of cards, only this level and graver ones.',
      }),
    }),
  })
}

type Coded = { readonly id: number; readonly scopeKey: number }

/** What a code names in a region; unknown and outside are the same answer. */
function placeIn(
  range: { readonly lo: number; readonly hi: number },
  byCode: ReadonlyMap<string, Coded>,
  code: string | null | undefined,
  field: string,
): number | null {
  if (code === null || code === undefined) return null
  const found = byCode.get(code)
  if (found !== undefined && found.scopeKey >= range.lo && found.scopeKey < range.hi) return found.id
  throw fault('NOT_FOUND', { value: code }, ['input', field])
}

/** Under whose rights it is told: a person, whose rights can be asked for at any time. */
function ownerOf({ kind, id, name, username }: Principal) {
  if (kind !== 'account') {
    const detail = { 'zh-CN': '推送只由人员建立。', en: 'Webhooks are made by people.' }
    throw fault('FORBIDDEN', { detail })
  }
  return { id, name: username ?? name }
}

/** Defines `saveWebhook`. */
export function defineSaveWebhook(builder: Builder, services: WebhookServices, Webhook: WebhookRef): void {
  const Input = defineInput(builder, services)
  const { registers, vault, reachable = { loopback: false } } = services
  builder.mutationField('saveWebhook', (t) =>
    t.field({
      type: resultOf(builder, 'SaveWebhook', ISSUER, { webhook: Webhook, secrets: ['String'] }),
      audit: 'core.webhook.saved',
      authScopes: ISSUER,
      description:
        'Makes a webhook, which is told what happens from now on, or changes one. `secrets` holds the secret of a new one, once and never again. It is told under your rights and ends when you no longer hold core.issue-keys and core.read over its region.',
      args: { input: t.arg({ type: Input, required: true, description: 'The webhook to save.' }) },
      resolve: (_root, { input }, context: RequestContext) =>
        answer(async () => {
          const issuer = issuerOf(context)
          const owner = ownerOf(issuer)
          const region = givenRegion(input.region, ['core.read'], issuer, services)
          const { index } = await registers.snapshot()
          if (input.id !== null && input.id !== undefined && !isUuid(String(input.id))) {
            throw fault('NOT_FOUND', { value: input.id }, ['input', 'id'])
          }
          const saved = await saveWebhook(
            {
              id: input.id === null || input.id === undefined ? undefined : String(input.id),
              name: input.name,
              url: input.url,
              region,
              organisationId: placeIn(region, index.organisationByCode, input.organisation, 'organisation'),
              hallId: placeIn(region, index.hallByCode, input.hall, 'hall'),
              kinds: input.kinds ?? [],
              minLevel: input.minLevel ?? 'WARNING',
              owner,
            },
            issuedWithin(issuer),
            { ...issuingFor(context, services), vault, reachable },
          )
          return { webhook: saved.webhook, secrets: [...saved.secrets] }
        }),
    }),
  )
}
