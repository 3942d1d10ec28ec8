import { buildSchema, findBreakingChanges } from 'graphql'

/**
 * Changes from one schema to the next that can break a client and that the changelog does not announce. Each is a
 * sentence such as `Query.rollup was removed.`; it is announced when it stands in the section "Unreleased".
 */
export function unannouncedChanges(before: string, after: string, changelog: string): readonly string[] {
  const announced = unreleasedPart(changelog)
  return findBreakingChanges(buildSchema(before), buildSchema(after))
    .map(({ description }) => description)
    .filter((description) => !announced.includes(description))
}

/** What the changelog says of changes since the last release. */
function unreleasedPart(changelog: string): string {
  const [, section = ''] = /^## Unreleased$([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(changelog) ?? []
  return section
}
