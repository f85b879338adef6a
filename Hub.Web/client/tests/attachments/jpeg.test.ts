import { describe, expect, it } from 'vitest'
import { endOfPicture, withoutTrailer } from '../../src/features/attachments/jpeg'
import { extended } from '../../src/features/attachments/upload'

// Start, a comment that holds an end, a scan with a stuffed 0xFF and a restart, filling, end.
const picture = [0xff, 0xd8, 0xff, 0xfe, 0, 4, 0xff, 0xd9, 0xff, 0xda, 0, 3, 1, 7, 0xff, 0, 8, 0xff, 0xd3, 9, 0xff, 0xff, 0xd9]
const trim = async (bytes: number[]) => [...new Uint8Array(await (await withoutTrailer(new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }))).arrayBuffer())]

describe('the end of a JPEG', () => {
  it('is where its end marker stands, not where one seems to', () => expect(endOfPicture(new Uint8Array(picture), 0)).toBe(picture.length))
  it('cuts off what stands behind', async () => expect(await trim([...picture, 0, 0, 0, 24, 102, 116, 121, 112])).toEqual(picture))
  it('keeps a second picture', async () => expect(await trim([...picture, ...picture, 1])).toEqual([...picture, ...picture]))
  it.each([[[]], [[1, 2, 3]], [picture.slice(0, -1)], [picture.slice(0, 5)]])('leaves what it cannot follow', async bytes => expect(await trim(bytes)).toEqual(bytes))
})

it('a name in a header is plain ASCII', () => expect(extended("Röntgen's (1)*.png")).toBe('R%C3%B6ntgen%27s%20%281%29%2A.png'))
