import { appendFile } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { SealHead } from './seal-pending.ts'

const head = z.object({
  database: z.string(),
  number: z.number().int().positive(),
  at: z.string(),
  entries: z.number().int().positive(),
  seal: z.string(),
})

/** A line of the file of heads. */
export type HeadLine = z.infer<typeof head>

/** Appends the head of a database's log to the file outside of it: a line of JSON. */
export async function appendHead(file: string, database: string, { number, at, entries, seal }: SealHead) {
  const line: HeadLine = { database, number, at, entries, seal }
  await appendFile(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
}

/** The lines of a database, one after the other. Throws RangeError for a line that is none, unless it is the last. */
export async function* readHeads(file: string, database: string): AsyncGenerator<HeadLine> {
  let broken: number | undefined
  let number = 0
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    number += 1
    if (broken !== undefined) throw new RangeError(`Line ${broken} of ${file} is no head of an audit log.`)
    const line = head.safeParse(parse(text))
    if (!line.success) broken = number
    else if (line.data.database === database) yield line.data
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
