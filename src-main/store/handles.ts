export type Value = string | number | null
export type Row = Readonly<Record<string, Value | Uint8Array<ArrayBuffer>>>

declare const access: unique symbol

/** May only read. Every query function asks for this, so its signature says that it leaves no trace. */
export interface Reader {
  readonly [access]: 'read' | 'write'
  all(sql: string, params?: readonly Value[]): readonly Row[]
  get(sql: string, params?: readonly Value[]): Row | undefined
}

/** May also write. Only an act holds one, and only inside its transaction. */
export interface Writer extends Reader {
  readonly [access]: 'write'
  run(sql: string, params?: readonly (Value | Uint8Array<ArrayBuffer>)[]): void
}
