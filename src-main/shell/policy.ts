/**
 * What the window's page may load: its own files, pictures and sound of exhibits, and nothing else. No address of it can
 * be asked for by script (`connect-src`), nothing inline runs, nothing may frame or be framed.
 */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' exhibit:",
  'media-src exhibit:',
  "font-src 'self'",
  "connect-src 'none'",
  "worker-src 'none'",
  "frame-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** Goes with everything that either of our schemes answers. */
export const COMMON_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const

/** Goes with the window's own files. */
export const APP_HEADERS = {
  ...COMMON_HEADERS,
  'content-security-policy': CONTENT_POLICY,
  'cross-origin-opener-policy': 'same-origin',
} as const
