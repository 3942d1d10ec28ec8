import type { FieldNullability, InputFieldMap, SchemaTypes, TypeParam } from '@pothos/core'

/** What a mutation leaves in the audit log: an action, or nothing and why. */
export type AuditOption = string | { readonly none: string }

declare global {
  export namespace PothosSchemaTypes {
    // The parameters are those of the interface that is added to.
    export interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      /**
       * The action that the mutation leaves in the audit log (`core.hall.saved`; written with `context.change` or
       * `recordAudit`), or why it leaves none. The schema does not build without.
       */
      audit: AuditOption
    }
  }
}
