import type { Builder } from '../../graphql/builder.ts'

/** Writes `File`, for the records that files are attached to. */
export const defineFile = (builder: Builder): void => {
  builder.objectType('File', {
    access: { signedIn: true },
    description: 'A file that shows what a record says. GET `url` answers its bytes to whoever reaches the record.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      mediaType: t.exposeString('mediaType', { description: 'What it is, by its content: `image/jpeg`.' }),
      size: t.exposeInt('size', { description: 'How large it is, in bytes.' }),
      url: t.string({ description: 'Where its bytes are.', resolve: ({ id }) => `/files/${id}` }),
    }),
  })
}
