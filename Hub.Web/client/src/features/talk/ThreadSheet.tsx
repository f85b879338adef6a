import { Drawer } from '@mantine/core'
import type { ComponentProps } from 'react'
import ThreadPanel from './ThreadPanel'

/** The thread over the page, where there is no room beside it. */
export default function ThreadSheet(props: ComponentProps<typeof ThreadPanel>) {
  return <Drawer opened onClose={props.close} position="right" size={420} withCloseButton={false} styles={{ body: { padding: 0, height: '100%' } }} attributes={{ content: { 'aria-label': 'Thread' } }}><ThreadPanel {...props} /></Drawer>
}
