import { createElement, lazy, useState, type ComponentType, type ReactNode } from 'react'

/** A piece of the program that is fetched when it is first shown, or before. */
export interface Part<P extends object> {
  (props: P): ReactNode
  /** Fetches it ahead. */
  fetch: () => Promise<unknown>
}

/**
 * Like React's `lazy`, but drawn at once when it is here already: `lazy` shows its fallback for a moment even then, and React holds back what follows
 * a fallback until that has stood for 300 ms.
 */
export function part<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): Part<P> {
  let here: ComponentType<P> | null = null
  const fetch = () => load().then(loaded => {
    here = loaded.default
    return loaded
  })
  const Later = lazy(fetch) as unknown as ComponentType<P>
  function Shown(props: P) {
    // One that was begun as the other stays it, or what it holds would be lost.
    const [Now] = useState<ComponentType<P>>(() => here ?? Later)
    return createElement(Now, props)
  }
  return Object.assign(Shown, { fetch })
}
