import type { Reader } from '@zhikong/ui'

/** What a route below /auth answered: done, or a code of the API's closed list and its sentence. */
export type AuthAnswer = { readonly code: 'DONE' } | { readonly code: string; readonly message: string }

/** Posts to a route below /auth. A server that cannot be reached answers UNREACHABLE. */
export async function postAuth(
  reader: Reader,
  path: '/auth/sign-in' | '/auth/password' | '/auth/sign-out',
  body: Readonly<Record<string, string>>,
): Promise<AuthAnswer> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-zhikong': '1', 'accept-language': reader.locale },
      body: JSON.stringify(body),
    })
    if (response.ok) return { code: 'DONE' }
    const told = (await response.json().catch(() => ({}))) as { code?: string; message?: string }
    return { code: told.code ?? 'INTERNAL', message: told.message ?? reader.t('error.server') }
  } catch {
    return { code: 'UNREACHABLE', message: reader.t('error.unreachable') }
  }
}

/** How one may sign in beside the password: the title of the identity provider, or null. */
export async function readProvider(): Promise<string | null> {
  try {
    const methods = (await (await fetch('/auth/methods')).json()) as { oidc?: { title?: string } | null }
    return methods.oidc?.title ?? null
  } catch {
    return null
  }
}
