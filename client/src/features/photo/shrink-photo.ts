const LONGEST_SIDE = 1600
const QUALITY = 0.85

/**
 * A photo as JPEG, upright, at most 1600 px on its longer side: a few hundred KB instead of 8 MB, and nothing of the
 * camera's data comes along.
 * @throws when the browser cannot read the file as an image
 */
export async function shrinkPhoto(file: Blob): Promise<Blob> {
  const address = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(image.naturalWidth * scale))
    canvas.height = Math.max(1, Math.round(image.naturalHeight * scale))
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas')
    // A transparent picture would turn black as JPEG.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    // Browsers draw an <img> the way its orientation says.
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    const jpeg = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
    if (!jpeg) throw new Error('no picture')
    return jpeg
  } finally {
    URL.revokeObjectURL(address)
  }
}
