import './app/strict.ts'
import './ui/theme.css'
import './ui/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { queryClient } from './app/queries.ts'
import { startSession } from './app/session.ts'
import { dressDocument } from './app/settings.ts'
import { WordsProvider } from './app/words.tsx'

dressDocument()
startSession()

const root = document.querySelector('#root')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <WordsProvider>
          <App />
        </WordsProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}
