/**
 * What scrolls and holds nothing that takes the focus must be reachable by keyboard itself.
 *
 * Source: WCAG 2.2, success criterion 2.1.1. Chromium does this by itself from version 130.
 */
export const scrollable = { tabIndex: 0 } as const
