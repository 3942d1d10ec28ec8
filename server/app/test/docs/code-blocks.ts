import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A fenced block of a page: its language and the words after it, and the text. */
export type CodeBlock = {
  readonly page: string
  readonly line: number
  readonly language: string
  readonly words: Readonly<Record<string, string>>
  readonly text: string
}

export const checkout = fileURLToPath(new URL('../../../..', import.meta.url))

/** The pages for readers: README, CONTRIBUTING and the guide. */
export const pages: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(`${checkout}/docs/guide`)
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/guide/${file}`),
]

export const readPage = (page: string): string => readFileSync(`${checkout}/${page}`, 'utf8')

/** The blocks of a page; `js run until=line` gives the words `{ run: '', until: 'line' }`. */
export function codeBlocks(page: string, text: string): readonly CodeBlock[] {
  return [...text.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const [, language = '', info = '', body = ''] = match
    const words = Object.fromEntries(
      info
        .trim()
        .split(/\s+/)
        .filter(Boolean)
        .map((word) => [word.split('=')[0] ?? '', word.split('=')[1] ?? '']),
    )
    return { page, line: text.slice(0, match.index).split('\n').length, language, words, text: body }
  })
}
