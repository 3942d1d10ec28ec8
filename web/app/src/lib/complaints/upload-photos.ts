/** The ids of photos as they were taken, or what the server says of the first that it refused. */
type Uploaded = { readonly ok: true; readonly ids: readonly string[] } | { readonly ok: false; readonly says: string }

/** Sends photos of somebody without an account, one after the other; they belong to nothing until a complaint names them. */
export async function uploadPhotos(photos: readonly File[], language: string): Promise<Uploaded> {
  const ids: string[] = []
  for (const photo of photos) {
    const taken = await uploadPhoto(photo, language)
    if ('says' in taken) return { ok: false, says: taken.says }
    ids.push(taken.id)
  }
  return { ok: true, ids }
}

async function uploadPhoto(
  photo: File,
  language: string,
): Promise<{ readonly id: string } | { readonly says: string }> {
  try {
    const headers = { 'x-zhikong': '1', 'accept-language': language }
    const answer = await fetch('/files/public', { method: 'POST', headers, body: photo })
    const told: unknown = await answer.json().catch(() => null)
    if (typeof told !== 'object' || told === null) return { says: answer.statusText }
    if (answer.ok && 'id' in told && typeof told.id === 'string') return { id: told.id }
    return { says: 'message' in told ? String(told.message) : answer.statusText }
  } catch {
    return { says: '' }
  }
}
