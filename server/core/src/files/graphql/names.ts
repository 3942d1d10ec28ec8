import type { MediaType } from '../tables.ts'

/** What is known of a file beside its bytes. */
export type FileFacts = { readonly id: string; readonly mediaType: MediaType; readonly size: number }

/** The object type of files: any field may name it, and its resolver returns this shape. */
export type FileObjects = { File: FileFacts }
