import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconCheck, IconCircleOff, IconDots, IconHeartHandshake, IconHelpCircle, IconHistory, IconLink, IconMessages, IconMoodSmile, IconPencil, IconPin, IconPinnedOff, IconTrash } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useStore } from 'zustand'
import type { Message } from '../../api/types'
import { useHub } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { MenuButton } from '../../ui/MenuButton'
import { placeOf } from '../nudges/words'
import classes from './Message.module.css'
import { useDeeds, useMyRole } from './useRoom'

const HandOn = lazy(() => import('../structured/HandOn'))
const GiveThanks = lazy(() => import('../thanks/GiveThanks'))
const emoji = ['👍', '✅', '👀', '🙏', '❤️', '🎉', '❓', '💡']

/** What can be done with a message. Drawn when the pointer or the focus is on it. */
export function MessageTools({ message: m, room }: { message: Message; room: LiveRoom }) {
  const { me } = useHub()
  const deeds = useDeeds()
  const role = useMyRole(room)
  const [open, setOpen] = useState(false)
  const [handingOn, setHandingOn] = useState(false)
  const [thanking, setThanking] = useState(false)
  const pinned = useStore(room.view, v => v.room.pins.some(p => p.seq === m.seq))
  const mine = m.author === me.id
  const noted = m.acknowledged.some(a => a.userId === me.id)
  const formed = Boolean(m.sbar ?? m.criticalResult ?? m.handoff)
  const plain = m.expects?.kind === 'acknowledge' || m.expects?.kind === 'reply'
  const inPlace = placeOf(m, me.id)
  const icon = { size: 18, stroke: 1.7 }
  return (
    <div className={classes.tools} data-open={open || undefined}>
      <MenuButton position="bottom-end" onOpened={setOpen} button={<ActionIcon size={36} aria-label="React"><IconMoodSmile {...icon} aria-hidden /></ActionIcon>}>
        {() => (
          <div className={classes.emoji}>
            {emoji.map(e => (
              <Menu.Item key={e} aria-label={e} onClick={() => void deeds.act({ type: 'react', seq: m.seq, emoji: e, on: !m.reactions.some(r => r.emoji === e && r.by.includes(me.id)) })}>{e}</Menu.Item>
            ))}
          </div>
        )}
      </MenuButton>
      <ActionIcon size={36} aria-label="Reply" onClick={() => deeds.reply(m)}><IconArrowBackUp {...icon} aria-hidden /></ActionIcon>
      <MenuButton position="bottom-end" width={220} onOpened={setOpen} button={<ActionIcon size={36} aria-label="More"><IconDots {...icon} aria-hidden /></ActionIcon>}>
        {() => (
          <>
            {!mine && !noted && <Menu.Item leftSection={<IconCheck {...icon} aria-hidden />} onClick={() => void deeds.act({ type: 'acknowledge', seq: m.seq })}>Acknowledge</Menu.Item>}
            {!plain && inPlace && <Menu.Item leftSection={<IconArrowForwardUp {...icon} aria-hidden />} onClick={() => void deeds.act({ type: 'handOnAsk', seq: m.seq, to: me.id, from: inPlace })}>Take it over</Menu.Item>}
            {plain && m.open.length > 0 && (mine || m.open.includes(me.id)) && <Menu.Item leftSection={<IconArrowForwardUp {...icon} aria-hidden />} onClick={() => setHandingOn(true)}>Hand on</Menu.Item>}
            {plain && m.open.length + (m.openRoles?.length ?? 0) > 0 && mine && <Menu.Item leftSection={<IconCircleOff {...icon} aria-hidden />} onClick={() => void deeds.act({ type: 'closeAsk', seq: m.seq })}>No longer wait for it</Menu.Item>}
            {!mine && !m.unclear && <Menu.Item leftSection={<IconHelpCircle {...icon} aria-hidden />} onClick={() => void deeds.act({ type: 'needClarification', seq: m.seq })}>Needs clarification</Menu.Item>}
            {!mine && <Menu.Item leftSection={<IconHeartHandshake {...icon} aria-hidden />} onClick={() => setThanking(true)}>Give thanks for it</Menu.Item>}
            {mine && !formed && <Menu.Item leftSection={<IconPencil {...icon} aria-hidden />} onClick={() => deeds.edit(m)}>Edit</Menu.Item>}
            <Menu.Item leftSection={<IconMessages {...icon} aria-hidden />} onClick={() => deeds.thread(m.seq)}>{m.replies ? 'Open the thread' : 'Reply in a thread'}</Menu.Item>
            <Menu.Item leftSection={pinned ? <IconPinnedOff {...icon} aria-hidden /> : <IconPin {...icon} aria-hidden />} onClick={() => void deeds.act({ type: pinned ? 'unpin' : 'pin', seq: m.seq })}>{pinned ? 'Take off the pins' : 'Pin'}</Menu.Item>
            {m.edits > 0 && <Menu.Item leftSection={<IconHistory {...icon} aria-hidden />} onClick={() => deeds.history(m.seq)}>Earlier texts</Menu.Item>}
            <Menu.Item leftSection={<IconLink {...icon} aria-hidden />} onClick={() => void navigator.clipboard.writeText(`${location.origin}/rooms/${deeds.roomId}/${m.seq}`)}>Copy link</Menu.Item>
            {(mine || role === 'owner') && <Menu.Item color="red" leftSection={<IconTrash {...icon} aria-hidden />} onClick={() => void deeds.act({ type: 'deleteMessage', seq: m.seq })}>Delete</Menu.Item>}
          </>
        )}
      </MenuButton>
      {handingOn && <Suspense fallback={null}><HandOn message={m} room={room} close={() => setHandingOn(false)} /></Suspense>}
      {thanking && <Suspense fallback={null}><GiveThanks to={m.author} source={{ room: deeds.roomId, seq: m.seq }} close={() => setThanking(false)} /></Suspense>}
    </div>
  )
}
