import type { Builder } from '../../graphql/builder.ts'
import { createPublicDoor } from '../../graphql/public-door.ts'
import type { Host } from '../../host.ts'
import type { RegisterSnapshot } from '../../registers/registers.ts'
import type { Complaints } from '../tables.ts'

type UnitKind = 'HALL' | 'ORGANISATION'
type Found = { readonly kind: UnitKind; readonly code: string; readonly name: string; readonly region: string }

const MOST = 20

/** Writes the search for the unit that one complains of. */
export const defineComplaintUnits = (builder: Builder, host: Host<Complaints>): void => {
  const door = createPublicDoor({ perAddress: 300, perKey: 300 })
  const Kind = builder.enumType('ComplaintUnitKind', {
    description: 'What one complains of.',
    values: { HALL: { description: 'A hall.' }, ORGANISATION: { description: 'An organisation.' } },
  })
  const Unit = builder.objectRef<Found>('ComplaintUnit').implement({
    access: { open: true },
    description: 'A hall or organisation, as it hangs at its door.',
    fields: (t) => ({
      kind: t.expose('kind', { type: Kind, description: 'Which of the two.' }),
      code: t.exposeString('code', { description: 'Its code: what a complaint names.' }),
      name: t.exposeString('name', { description: 'Its name.' }),
      region: t.exposeString('region', { description: 'The name of its region.' }),
    }),
  })
  builder.queryField('complaintUnits', (t) =>
    t.field({
      type: [Unit],
      description: 'Halls and organisations whose name, or whose region’s, holds the text: at most 20, halls first.',
      authScopes: { open: true },
      args: {
        text: t.arg.string({ required: true, description: 'A part of the name; all words of it must be there.' }),
      },
      resolve: async (_root, { text }, context) => {
        await door.pass(context, context.address)
        return [...search(await host.registers(), text)]
      },
    }),
  )
}

function search({ tree, index }: RegisterSnapshot, text: string): readonly Found[] {
  const words = text
    .trim()
    .toLowerCase()
    .slice(0, 100)
    .split(/\s+/u)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  const found: Found[] = []
  const look = (kind: UnitKind, units: RegisterSnapshot['index']['organisations' | 'halls']) => {
    for (const { code, name, nameEn, regionId, validTo } of units) {
      if (found.length === MOST) return
      const region = tree.byId(regionId)?.name ?? ''
      const known = `${name} ${nameEn ?? ''} ${region}`.toLowerCase()
      if (validTo === null && words.every((word) => known.includes(word))) found.push({ kind, code, name, region })
    }
  }
  look('HALL', index.halls)
  look('ORGANISATION', index.organisations)
  return found
}
