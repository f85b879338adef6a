// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { act, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { describe, expect, it, vi } from 'vitest'
import { Boundary } from '../../src/ui/Boundary'
import { part } from '../../src/ui/part'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

const Gone = part<object>(() => Promise.reject(new Error('Failed to fetch dynamically imported module')))
const Here = part<object>(() => Promise.resolve({ default: () => <p>here</p> }))

function page(at: string) {
  return (
    <MantineProvider>
      <nav>rooms</nav>
      <Boundary at={at}><Suspense fallback={null}>{at === 'gone' ? <Gone /> : <Here />}</Suspense></Boundary>
    </MantineProvider>
  )
}

describe('A part that cannot be fetched', () => {
  it('leaves the rest of the page, says what to do, and keeps nobody from going elsewhere', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const to = document.createElement('div')
    const root = createRoot(to)
    await act(async () => root.render(page('gone')))
    expect(to.querySelector('nav')?.textContent).toBe('rooms')
    expect(to.querySelector('[role=alert]')?.textContent).toContain('Load again')

    await act(async () => root.render(page('here')))
    expect(to.textContent).toContain('here')
    expect(to.querySelector('[role=alert]')).toBeNull()
  })
})
