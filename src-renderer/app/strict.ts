import { z } from 'zod'

// Imported first of all: without this zod tries `new Function` as soon as a shape is declared, which the page's policy
// forbids and reports.
z.config({ jitless: true })
