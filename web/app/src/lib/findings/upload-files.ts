/** What the server said to a file that it does not take. */
export class UploadRefused extends Error {
  override readonly name = 'UploadRefused'
}

/** Uploads files one after the other and gives their ids. @throws UploadRefused for the first that is not taken */
export async function uploadFiles(files: Iterable<File>): Promise<readonly string[]> {
  const ids: string[] = []
  for (const body of files) {
    const answer = await fetch('/files', { method: 'POST', headers: { 'x-zhikong': '1' }, body })
    const told = (await answer.json().catch(() => ({}))) as { readonly id?: string; readonly message?: string }
    if (!answer.ok || told.id === undefined) throw new UploadRefused(told.message ?? answer.statusText)
    ids.push(told.id)
  }
  return ids
}
