/** The one identity provider of the house: any that speaks OpenID Connect. */
export type OidcSettings = {
  /** Its issuer; the rest is read from `<issuer>/.well-known/openid-configuration`. */
  readonly issuer: URL
  readonly clientId: string
  readonly clientSecret: string
  /** How the button of the sign-in page calls it. */
  readonly title: string
  /** The claim that holds the user name of the account here. */
  readonly claim: string
  /** Where people reach this platform: the provider sends them back to `<publicUrl>/auth/oidc/return`. */
  readonly publicUrl: URL
}

/** The path to which the provider sends people back; register it there with the public address in front. */
export const RETURN_PATH = '/auth/oidc/return'

/** The whole address of the return. */
export function returnAddress({ publicUrl }: Pick<OidcSettings, 'publicUrl'>): URL {
  return new URL(RETURN_PATH, publicUrl)
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** HTTPS, or plain HTTP on this very machine. */
export function isSafeIssuer({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))
}
