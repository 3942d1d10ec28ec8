import { createServer } from 'node:http'
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

/** A real OpenID provider (authorisation code, PKCE) on a free port; whoever comes is `person`, without being asked. */
export async function startTestProvider(person: ProvidersPerson) {
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
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [new URL('/auth/oidc/return', PUBLIC_URL).href],
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
    const { url = '' } = request as { url?: string }
    if (url.startsWith('/interaction/')) {
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
