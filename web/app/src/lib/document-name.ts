/** The kind and name of a GraphQL document, `query Overview`, by which its id is found; undefined for other texts. */
export const documentName = (text: string): string | undefined => /^(?:query|mutation|subscription) \w+/.exec(text)?.[0]
