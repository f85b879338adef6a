import { ActionIcon } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useRef } from 'react'
import { takes } from './upload'

export function AttachButton({ add }: { add: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input} type="file" hidden multiple accept={takes.join(',')} aria-label="Files to attach"
        onChange={e => { add([...(e.currentTarget.files ?? [])]); e.currentTarget.value = '' }}
      />
      <ActionIcon aria-label="Attach pictures or PDF" onClick={() => input.current?.click()}><IconPaperclip size={20} stroke={1.7} aria-hidden /></ActionIcon>
    </>
  )
}
