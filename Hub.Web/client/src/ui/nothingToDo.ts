/** For a button that has nothing to do yet: unlike a disabled one, tapped it leaves the focus where one writes. Beside `onMouseDown` that prevents its default. */
export const NOTHING_TO_DO = { 'data-disabled': true, 'aria-disabled': true } as const
