import { useMediaQuery } from '@mantine/hooks'

/** There is room beside the page for the list of rooms, and for details. What is not shown is not drawn: a phone does not pay for it. */
export function useWide(): boolean {
  return useMediaQuery('(min-width: 1100px)', innerWidth >= 1100, { getInitialValueInEffect: false })
}
