import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowsExchange, IconClipboardText, IconForms, IconReportMedical } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useStore } from 'zustand'
import type { LiveRoom } from '../../sync/liveRoom'
import { MenuButton } from '../../ui/MenuButton'

const FormSheet = lazy(() => import('./FormSheet'))
export type FormKind = 'sbar' | 'result' | 'handoff'
const icon = { size: 18, stroke: 1.7 }

/** Structured messages, one tap away from the plain one. */
export function FormMenu({ room }: { room: LiveRoom }) {
  const alone = useStore(room.view, v => v.room.members.length < 2)
  const [form, setForm] = useState<FormKind | null>(null)
  return (
    <>
      <MenuButton position="top-start" width={250} button={<ActionIcon aria-label="Structured message"><IconForms size={20} stroke={1.7} aria-hidden /></ActionIcon>}>
        {() => (
          <>
            <Menu.Item leftSection={<IconClipboardText {...icon} aria-hidden />} onClick={() => setForm('sbar')}>SBAR</Menu.Item>
            <Menu.Item leftSection={<IconArrowsExchange {...icon} aria-hidden />} disabled={alone} onClick={() => setForm('handoff')}>I-PASS handoff</Menu.Item>
            <Menu.Item leftSection={<IconReportMedical {...icon} aria-hidden />} disabled={alone} onClick={() => setForm('result')}>Critical result</Menu.Item>
          </>
        )}
      </MenuButton>
      {form && <Suspense fallback={null}><FormSheet kind={form} room={room} close={() => setForm(null)} /></Suspense>}
    </>
  )
}
