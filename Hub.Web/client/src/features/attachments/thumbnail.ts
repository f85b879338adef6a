const SIDE = 480
const LARGEST = 256 * 1024

/** A small picture of a picture, made here so that the server never decodes what people send. Null when this browser cannot. */
export async function thumbnailOf(file: Blob): Promise<Blob | null> {
  if (!file.type.startsWith('image/')) return null
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    const context = canvas.getContext('2d')
    if (!context) return null
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const small = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/jpeg', 0.8))
    return small && small.size <= LARGEST ? small : null
  } catch {
    return null
  }
}
