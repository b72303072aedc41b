import { create } from 'zustand'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
export const densities = ['comfortable', 'compact'] as const
export type Density = (typeof densities)[number]

interface Settings {
  readonly theme: Theme
  readonly density: Density
  readonly language: string
  readonly setTheme: (theme: Theme) => void
  readonly setDensity: (density: Density) => void
  readonly setLanguage: (language: string) => void
}

// These three words are all that the window ever leaves on the disk outside the vault.
function kept(name: string, otherwise: string): string {
  return localStorage.getItem(name) ?? otherwise
}

function oneOf<T extends string>(allowed: readonly T[], value: string, otherwise: T): T {
  return allowed.find((one) => one === value) ?? otherwise
}

/** How the window looks: the reader's choice, kept on this computer. */
export const useSettings = create<Settings>()((set) => ({
  theme: oneOf(themes, kept('theme', 'system'), 'system'),
  density: oneOf(densities, kept('density', 'comfortable'), 'comfortable'),
  language: kept('language', navigator.language.split('-')[0] ?? 'en'),
  setTheme: (theme) => {
    localStorage.setItem('theme', theme)
    set({ theme })
  },
  setDensity: (density) => {
    localStorage.setItem('density', density)
    set({ density })
  },
  setLanguage: (language) => {
    localStorage.setItem('language', language)
    set({ language })
  },
}))

/** Puts theme and density on the document, and follows the system where the person left it to the system. */
export function dressDocument(): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const dress = (): void => {
    const { theme, density } = useSettings.getState()
    const shown = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
    document.documentElement.dataset['theme'] = shown
    document.documentElement.dataset['density'] = density
  }
  dress()
  dark.addEventListener('change', dress)
  const stop = useSettings.subscribe(dress)
  return () => {
    dark.removeEventListener('change', dress)
    stop()
  }
}
