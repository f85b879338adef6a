export const FIND = 'care-hub-switcher'

/** Opens what Ctrl/Cmd K opens, for a hand without keys. */
export const findAnything = () => { dispatchEvent(new Event(FIND)) }
