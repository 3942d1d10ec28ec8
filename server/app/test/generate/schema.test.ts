import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { unannouncedChanges } from '../../src/generate/breaking-changes.ts'
import { generatedFiles, printApi } from '../../src/generate/generated-files.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const read = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')

/** The schema as a commit had it; undefined outside of a clone, or before there was one. */
function committed(revision: string): string | undefined {
  try {
    const object = `${revision}:server/app/schema.graphql`
    return execFileSync('git', ['show', object], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return undefined
  }
}

describe('schema.graphql', () => {
  test('is what the code makes', () => {
    for (const { path, content } of generatedFiles()) {
      expect(read(path) === content, `${path} is stale: run \`npx -y pnpm@12 generate\``).toBe(true)
    }
  })

  test.each(['HEAD', 'HEAD^'])('breaks nothing of %s that the changelog does not announce', (revision) => {
    const before = committed(revision)
    if (before === undefined) return
    expect(unannouncedChanges(before, printApi(), read('CHANGELOG.md'))).toEqual([])
  })
})

describe('the check of breaking changes', () => {
  const before = 'type Query { cases(first: Int): [String!]! halls: String }'
  const changelog = (line: string) =>
    `# Changelog\n\n## Unreleased\n\n${line}\n\n## 0.1.0\n\n- Query.halls was removed.\n`

  test('lets additions pass', () => {
    const after = 'type Query { cases(first: Int, after: String): [String!]! halls: String matters: String }'
    expect(unannouncedChanges(before, after, '')).toEqual([])
  })

  test.each([
    ['a removed field', 'type Query { cases(first: Int): [String!]! }', 'Query.halls was removed.'],
    [
      'a field that may now be null',
      'type Query { cases(first: Int): [String!] halls: String }',
      'Query.cases changed type from [String!]! to [String!].',
    ],
    [
      'a required argument',
      'type Query { cases(first: Int, within: ID!): [String!]! halls: String }',
      'A required arg within on Query.cases was added.',
    ],
  ])('catches %s unless it is announced among the unreleased changes', (_, after, sentence) => {
    expect(unannouncedChanges(before, after, changelog('- Something else.'))).toEqual([sentence])
    expect(unannouncedChanges(before, after, changelog(`- Breaking: ${sentence}`))).toEqual([])
  })
})
