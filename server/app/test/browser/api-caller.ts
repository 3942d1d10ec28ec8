/** Asks the API over HTTP as a system with a key. Throws what the API refuses. */
export type Ask = (
  query: string,
  variables?: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>

/** Makes a caller of the API at `url`. */
export function callerOf(url: string, key: string): Ask {
  return async (query, variables = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'accept-language': 'en' },
      body: JSON.stringify({ query, variables }),
    })
    const body = (await response.json()) as { data?: Record<string, unknown> | null; errors?: readonly unknown[] }
    if (body.errors !== undefined || body.data == null) throw new Error(JSON.stringify(body.errors ?? body))
    return body.data
  }
}

type Saving = { readonly mutation: string; readonly input: string; readonly items: readonly object[] }

/** Saves items of the registers, one after the other; throws at the first that is refused. */
export async function saveAll(ask: Ask, savings: readonly Saving[]): Promise<void> {
  for (const { mutation, input, items } of savings) {
    const query = `mutation Save($input: ${input}!) { saved: ${mutation}(input: $input) { ... on InputError { code message path } } }`
    for (const item of items) {
      const { saved } = (await ask(query, { input: item })) as { saved: { code?: string } }
      if (saved.code !== undefined) throw new Error(`${mutation} ${JSON.stringify(item)}: ${JSON.stringify(saved)}`)
    }
  }
}
