/* What can be told of a picture before it is sent: its size, and whether it is one. */

/** Width and height in pixels, or null where the file cannot be read as a picture. @param {Blob} file */
export async function dimensions(file) {
  try {
    const picture = await createImageBitmap(file);
    const { width, height } = picture;
    picture.close();
    return { width, height };
  } catch {
    return null;
  }
}

/**
 * The problem of a picture, as arguments of `Messages.say`; null where there is none. `found` is what
 * `dimensions` gave, `largest` a number of bytes.
 * @param {{ size: number, name: string }} file @param {object | null} found @param {number} largest
 * @returns {Picture["problem"]}
 */
export function fault(file, found, largest) {
  if (file.size > largest) {
    return ["image.file", "large-picture", { n: Math.ceil(file.size / 1000), most: Math.floor(largest / 1000) }];
  }
  return found ? null : ["image.file", "picture-content", { value: file.name }];
}
