import { Drawer } from '@mantine/core'
import type { Id } from '../../api/types'
import type { LiveRoom } from '../../sync/liveRoom'
import Details from './Details'

/** The details over the page, where there is no room beside it. */
export default function DetailsSheet({ room, id, close }: { room: LiveRoom; id: Id; close: () => void }) {
  return (
    <Drawer opened onClose={close} position="right" size={360} title="Details" closeButtonProps={{ 'aria-label': 'Close the details' }}>
      <Details room={room} id={id} close={close} />
    </Drawer>
  )
}
