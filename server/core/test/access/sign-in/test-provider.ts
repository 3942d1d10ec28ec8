import { createServer, type ServerResponse } from 'node:http'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import { Provider } from 'oidc-provider'

export const CLIENT = { id: 'zhikong', secret: 'a secret of the test provider' } as const
/** Where people would reach the platform; the test's browser goes to the port instead. */
export const PUBLIC_URL = new URL('https://console.example')

/** Somebody whom the provider knows. */
export type ProvidersPerson = { readonly sub: string; readonly preferred_username?: string } & Readonly<
  Record<string, unknown>
>

/** Changes the claims of ID tokens on their way, as a broken or evil provider would; `key` signs with another key. */
export type Tamper = (claims: JWTPayload) => JWTPayload

/** How a test's browser meets the provider. */
export type ProviderOptions = {
  /** Where the platform is reached; `PUBLIC_URL` when left out. */
  readonly publicUrl?: URL
  /** Under which name of this machine it is reached; another name than the platform's makes it another site. */
  readonly hostname?: '127.0.0.1' | 'localhost'
  /** Shows a page with one button before it signs in. */
  readonly asks?: boolean
}

const ASKING = `<!doctype html><html lang="en"><title>Test provider</title><h1>Test provider</h1>
<form method="post"><button>Confirm who I am</button></form></html>`

/** A real OpenID provider (authorisation code, PKCE) on a free port; whoever comes is `person`. */
export async function startTestProvider(
  person: ProvidersPerson,
  { publicUrl = PUBLIC_URL, hostname = '127.0.0.1', asks = false }: ProviderOptions = {},
) {
  const state: { person: ProvidersPerson; tamper: Tamper | null; foreignKey: boolean } = {
    person,
    tamper: null,
    foreignKey: false,
  }
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const foreign = await generateKeyPair('RS256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), kid: 'test', alg: 'RS256', use: 'sig' }

  let handle: (request: never, response: never) => void = () => undefined
  const server = createServer((request, response) => handle(request as never, response as never))
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const issuer = `http://${hostname}:${port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [new URL('/auth/oidc/return', publicUrl).href],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [key as never] },
    cookies: { keys: ['test'] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    claims: { profile: ['preferred_username'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ ...state.person, sub }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: CLIENT.id, accountId: state.person.sub })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  })
  provider.use(async (context, next) => {
    await next()
    const { body } = context as { body?: { id_token?: string } }
    if (context.path !== '/token' || body?.id_token === undefined) return
    const claims = decodeJwt(body.id_token)
    body.id_token = await new SignJWT(state.tamper?.(claims) ?? claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'test' })
      .sign(state.foreignKey ? foreign.privateKey : privateKey)
  })
  const callback = provider.callback()
  handle = (request, response) => {
    const { url = '', method } = request as { url?: string; method?: string }
    if (url.startsWith('/interaction/')) {
      if (asks && method === 'GET') {
        return void (response as ServerResponse).setHeader('content-type', 'text/html').end(ASKING)
      }
      void provider.interactionFinished(request, response, { login: { accountId: state.person.sub } })
    } else void callback(request, response)
  }
  return {
    issuer: new URL(issuer),
    state,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type TestProvider = Awaited<ReturnType<typeof startTestProvider>>
