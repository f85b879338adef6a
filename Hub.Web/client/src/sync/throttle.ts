/** Calls `act` at once and then at most once every `ms`, always with the last that was asked for. */
export function throttled<T>(ms: number, act: (value: T) => void): (value: T) => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting: { value: T } | undefined
  const pass = () => {
    timer = undefined
    if (!waiting) return
    const { value } = waiting
    waiting = undefined
    timer = setTimeout(pass, ms)
    act(value)
  }
  return value => {
    waiting = { value }
    if (timer === undefined) pass()
  }
}
