/**
 * Where a bundle goes: bytes are only ever appended. The caller owns files, hashing and encryption. Bytes handed over are
 * the sink's until `write` returns or its promise is fulfilled, and not after.
 */
export interface Sink {
  write(bytes: Uint8Array): void | Promise<void>
}
