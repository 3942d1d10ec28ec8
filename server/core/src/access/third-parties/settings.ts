/** The authorisation server whose tokens are taken. */
export type OAuthSettings = {
  /** Exactly as its tokens name it in `iss`. */
  readonly issuer: string
  /** How it names this platform in `aud`. */
  readonly audience: string
  /** Where its public keys are; found by its metadata when undefined. */
  readonly jwksUri?: URL | undefined
}
