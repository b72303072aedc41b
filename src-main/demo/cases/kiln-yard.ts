/** Who inspected the kiln. */
export const inspector = 'Anuradha Shirolkar, Labour Inspector'

/** Where the kiln is. */
export const yard = { name: 'Kiln marked "TKB", Tamrakere', accuracyMetres: 8 } as const

/** How the inspector's files were handed over. */
export const byPhone = 'Office telephone; file copied by cable the same evening, hash values read out on both sides'
