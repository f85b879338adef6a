import { Menu, type MenuProps } from '@mantine/core'
import { cloneElement, useRef, useState, type ReactElement, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import classes from './MenuButton.module.css'

interface ButtonProps {
  'aria-label'?: string
  'aria-haspopup'?: 'menu'
  'aria-expanded'?: boolean
  onPointerDown?: () => void
  onClick?: () => void
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
  const change = (to: boolean) => { setOpened(to); onOpened?.(to) }
  const make = () => setMade(true)
  const onClick = () => {
    // The menu notes which element had the focus when it opens, so it must be there before.
    flushSync(make)
    change(!wasOpened.current)
    wasOpened.current = false
  }
  return (
    <span className={classes.place} onPointerEnter={make} onFocus={make}>
      {/* Pressing outside of an open menu closes it, on the button too: the click that follows must not open it again. */}
      {cloneElement(button, { 'aria-haspopup': 'menu', 'aria-expanded': opened, onPointerDown: () => { wasOpened.current = opened }, onClick })}
      {made && (
        <Menu opened={opened} onChange={change} {...menu}>
          <Menu.Target><span className={classes.target} aria-hidden /></Menu.Target>
          <Menu.Dropdown aria-label={button.props['aria-label']}>{opened && children()}</Menu.Dropdown>
        </Menu>
      )}
    </span>
  )
}
