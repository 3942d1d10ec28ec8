/** Made by `documents/plugin.ts`: the ids of the console's documents by kind and name; empty while it is developed. */
declare module 'virtual:document-ids' {
  const ids: Readonly<Record<string, string>>
  export default ids
}
