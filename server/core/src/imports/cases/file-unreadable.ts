import type { Text } from '../../text.ts'
import type { FileProblem } from './file-problem.ts'
import { invalidCell } from './file-problem.ts'

/** A file that cannot be read on; nothing of it is taken. */
export class FileUnreadable extends Error {
  override readonly name = 'FileUnreadable'
  readonly problem: FileProblem
  constructor(row: number, detail: Text) {
    super(detail.en)
    this.problem = invalidCell(row, null, null, detail)
  }
}
