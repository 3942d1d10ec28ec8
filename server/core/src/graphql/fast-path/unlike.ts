/** Thrown where compiled code would go another way than graphql-js: the operation is run again by the latter. */
export class Unlike extends Error {
  override readonly name = 'Unlike'
}
