import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import './styles.css'
import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { lastPerson } from './app/activity'
import { App } from './app/App'
import { goesOn } from './app/auth'
import { fetchFirst, readFirst } from './app/pages'
import { startWorker } from './features/channels/worker'
import { theme } from './theme'

if (lastPerson()) {
  void fetchFirst(location.pathname)
  if (goesOn()) readFirst(location.pathname)
}

const colorScheme = localStorageColorSchemeManager({ key: 'care-hub-theme' })

createRoot(document.getElementById('root')!).render(
  <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorScheme}>
    <App />
  </MantineProvider>,
)

startWorker()
