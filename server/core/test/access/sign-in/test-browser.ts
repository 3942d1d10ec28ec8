import { cookieOf } from './sign-in-kit.ts'
import { PUBLIC_URL } from './test-provider.ts'

const MOST_REDIRECTS = 10

/** As a browser goes from the sign-in page to the provider and is sent back: with cookies, without following by itself. */
export function openBrowser(platform: string, headers: Record<string, string> = {}) {
  const own = new Map<string, string>()

  function keep(jar: Map<string, string>, response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const [name = '', value = ''] = pair.split('=', 2)
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
  }

  async function get(jar: Map<string, string>, url: string): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { ...headers, cookie } })
    keep(jar, response)
    return response
  }

  return {
    cookies: own,
    /** Opens the way to the provider; answers the provider's address. */
    depart: async (back?: string) => {
      const query = back === undefined ? '' : `?${new URLSearchParams({ back })}`
      return await get(own, `${platform}/auth/oidc${query}`)
    },
    /** Signs in at the provider; answers the address to which it sends the browser back. */
    visit: async (address: string): Promise<URL> => {
      const jar = new Map<string, string>()
      let next = address
      for (let n = 0; n < MOST_REDIRECTS; n += 1) {
        const location = (await get(jar, next)).headers.get('location')
        if (location === null) break
        next = new URL(location, next).href
        if (next.startsWith(PUBLIC_URL.href)) return new URL(next)
      }
      throw new Error(`The provider did not send the browser back but to ${next}`)
    },
    /** Comes back, as the browser does with the cookies that it may send. */
    arrive: async (address: URL) => {
      const response = await get(own, `${platform}${address.pathname}${address.search}`)
      return { status: response.status, page: await response.text(), cookie: cookieOf(response), response }
    },
  }
}

export type TestBrowser = ReturnType<typeof openBrowser>
