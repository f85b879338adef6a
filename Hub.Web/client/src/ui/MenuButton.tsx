import { Menu, type MenuProps } from '@mantine/core'
import { cloneElement, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactElement, type ReactNode, type Ref } from 'react'
import { flushSync } from 'react-dom'
import classes from './MenuButton.module.css'

interface ButtonProps {
  ref?: Ref<HTMLButtonElement>
  'aria-label'?: string
  'aria-haspopup'?: 'menu'
  'aria-expanded'?: boolean
  onPointerDown?: () => void
  onClick?: (event: MouseEvent) => void
  onKeyDown?: (event: KeyboardEvent) => void
}

interface Props extends Pick<MenuProps, 'position' | 'width'> {
  /** With an aria-label, which names the menu too. */
  button: ReactElement<ButtonProps>
  onOpened?: (opened: boolean) => void
  children: () => ReactNode
}

/**
 * A button and its menu, which is made when somebody is about to use it: made with the button, the two of each message took
 * longer than all the rest of a room.
 */
export function MenuButton({ button, onOpened, children, ...menu }: Props) {
  const [made, setMade] = useState(false)
  const [opened, setOpened] = useState(false)
  const wasOpened = useRef(false)
  const mine = useRef<HTMLButtonElement>(null)
  const change = (to: boolean) => { setOpened(to); onOpened?.(to) }
  const make = () => setMade(true)
  const open = (to: boolean) => {
    // The menu notes which element had the focus when it opens, so it must be there before.
    flushSync(make)
    change(to)
  }
  // Pressing outside of an open menu closes it, on the button too: the click that follows must not open it again. A click without a press is one of the keys or of a screen reader.
  const onClick = (event: MouseEvent) => open(event.detail === 0 ? !opened : !wasOpened.current)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    open(true)
  }
  return (
    <span className={classes.place} onPointerEnter={make} onFocus={make}>
      {cloneElement(button, { ref: mine, 'aria-haspopup': 'menu', 'aria-expanded': opened, onPointerDown: () => { wasOpened.current = opened }, onClick, onKeyDown })}
      {made && (
        <Menu opened={opened} onChange={change} {...menu}>
          <Menu.Target><span className={classes.target} aria-hidden /></Menu.Target>
          {/* An item goes with the menu, so whatever it opens would have nothing to give the focus back to. */}
          <Menu.Dropdown aria-label={button.props['aria-label']} onClickCapture={() => mine.current?.focus()}>{children()}</Menu.Dropdown>
        </Menu>
      )}
    </span>
  )
}
