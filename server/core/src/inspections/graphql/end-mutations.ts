import type { Builder } from '../../graphql/builder.ts'
import { answer, resultOf } from '../../graphql/errors.ts'
import type { Host } from '../../host.ts'
import { publishCampaign, PUBLISHED } from '../publish.ts'
import { releaseCampaign, RELEASED } from '../release.ts'
import type { Inspections } from '../tables.ts'

/** Writes the mutations that release and publish a campaign that is done. */
export const defineEndMutations = (builder: Builder, host: Host<Inspections>): void => {
  const authScopes = { permission: host.permission('inspections.publish') }
  const Release = builder.inputType('ReleaseInspectionInput', {
    description: 'Which inspection.',
    fields: (t) => ({ id: t.id({ required: true, description: 'The inspection.' }) }),
  })
  const Publish = builder.inputType('PublishInspectionInput', {
    description: 'What an inspection showed.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The inspection.' }),
      words: t.string({ required: true, description: 'What it showed, in words; at most 2,000 characters.' }),
    }),
  })
  builder.mutationFields((t) => ({
    releaseInspection: t.field({
      type: resultOf(builder, 'ReleaseInspection', authScopes, { id: 'ID' }),
      description:
        'Lifts the concealment of an inspection that is done: units know of it, figures and findings follow.',
      authScopes,
      audit: RELEASED,
      args: { input: t.arg({ type: Release, required: true, description: 'Which inspection.' }) },
      resolve: (_root, { input }, context) =>
        answer(async () => ({ id: await releaseCampaign(host, context, input.id) })),
    }),
    publishInspection: t.field({
      type: resultOf(builder, 'PublishInspection', authScopes, { id: 'ID' }),
      description: 'Publishes what an inspection showed, with its interval.',
      authScopes,
      audit: PUBLISHED,
      args: { input: t.arg({ type: Publish, required: true, description: 'What it showed.' }) },
      resolve: (_root, { input }, context) => answer(async () => ({ id: await publishCampaign(host, context, input) })),
    }),
  }))
}
