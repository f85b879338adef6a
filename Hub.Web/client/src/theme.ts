import { createTheme, type MantineColorsTuple } from '@mantine/core'

const teal: MantineColorsTuple = ['#e9f6f5', '#d3ebe9', '#a5d6d2', '#74c0ba', '#4dada6', '#2f9c95', '#178a85', '#0b6e6e', '#085a5b', '#044747']
const dark: MantineColorsTuple = ['#e9ecef', '#c6ccd2', '#a3abb3', '#7f8891', '#4b535b', '#383f46', '#2a3036', '#171a1d', '#121416', '#0c0e10']

/** What a finger hits. */
const TOUCH = '44px'

/** One accent, neutral greys, a 4 px grid. Sizes meant for touch are 44 px. */
export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: 'ui-monospace, monospace',
  primaryColor: 'teal',
  primaryShade: 7,
  colors: { teal, dark },
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  components: {
    Button: { defaultProps: { size: 'md', fw: 550 }, vars: () => ({ root: { '--button-height': TOUCH } }) },
    // Fields are as high as the buttons beside them; a field of several lines is as high as its lines.
    Input: { vars: (_: unknown, { multiline }: { multiline?: boolean }) => ({ wrapper: multiline ? {} : { '--input-height': TOUCH } }) },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 44 } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    // The arrow in a field is no picture.
    NativeSelect: { defaultProps: { rightSectionProps: { 'aria-hidden': true } } },
    Select: { defaultProps: { rightSectionProps: { 'aria-hidden': true } } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, transitionProps: { duration: 100 } } },
    // The first item has the focus (WAI-ARIA APG, menu button), not an element before it that is no item.
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md', withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    SegmentedControl: { defaultProps: { size: 'md' } },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, centered: true }, styles: { title: { fontWeight: 650, fontSize: '1.0625rem' } } },
    Drawer: { defaultProps: { transitionProps: { duration: 150 } }, styles: { title: { fontWeight: 650, fontSize: '1.0625rem' } } },
  },
})
