import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowsExchange, IconClipboardText, IconForms, IconReportMedical } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useStore } from 'zustand'
import type { Id } from '../../api/types'
import { useHub } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { MenuButton } from '../../ui/MenuButton'
import { formKinds, formNames, formPlace, type FormKind } from './forms'
import classes from './Structured.module.css'

const FormSheet = lazy(() => import('./FormSheet'))
const icon = { size: 18, stroke: 1.7 }
const icons = { sbar: IconClipboardText, handoff: IconArrowsExchange, result: IconReportMedical }

/** Structured messages, one tap away from the plain one. */
export function FormMenu({ room, id }: { room: LiveRoom; id: Id }) {
  const alone = useStore(room.view, v => v.room.members.length < 2)
  const { places } = useStore(useHub().begun.view)
  const [form, setForm] = useState<FormKind | null>(null)
  return (
    <>
      <MenuButton position="top-start" width={250} button={<ActionIcon aria-label="Structured message"><IconForms size={20} stroke={1.7} aria-hidden /></ActionIcon>}>
        {() => formKinds.map(kind => {
          const Icon = icons[kind]
          return (
            <Menu.Item key={kind} leftSection={<Icon {...icon} aria-hidden />} rightSection={places.has(formPlace(id, kind)) && <span className={classes.begun}>Draft</span>} disabled={kind !== 'sbar' && alone} onClick={() => setForm(kind)}>
              {formNames[kind]}
            </Menu.Item>
          )
        })}
      </MenuButton>
      {form && <Suspense fallback={null}><FormSheet kind={form} room={room} close={() => setForm(null)} /></Suspense>}
    </>
  )
}
