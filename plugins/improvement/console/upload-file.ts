/** A file that could not be taken. */
export class UploadRefused extends Error {
  override readonly name = 'UploadRefused'
}

/** Uploads one file, and gives its id. @throws UploadRefused with what the server says */
export const uploadFile = async (file: File): Promise<string> => {
  const answer = await fetch('/files', { method: 'POST', headers: { 'x-zhikong': '1' }, body: file })
  const told: unknown = await answer.json().catch(() => null)
  if (answer.ok && typeof told === 'object' && told !== null && 'id' in told && typeof told.id === 'string')
    return told.id
  const says = typeof told === 'object' && told !== null && 'message' in told ? String(told.message) : answer.statusText
  throw new UploadRefused(says)
}
