import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { initWasm, Resvg } from '@resvg/resvg-wasm'

/** The font of every picture; it has the characters of GB 2312 and Latin ones (Noto Sans SC, SIL Open Font License). */
export const pictureFont = 'Noto Sans SC'

let opened: Promise<Uint8Array> | null = null

/**
 * A drawing as a PNG of its own size in pixels. It is drawn by WebAssembly with a font that lies beside this file, so that
 * it looks the same on every machine and none needs a compiler or fonts.
 */
export async function pngOf(svg: string): Promise<Uint8Array> {
  opened ??= open()
  const picture = new Resvg(svg, {
    font: { fontBuffers: [await opened], defaultFontFamily: pictureFont, loadSystemFonts: false },
  })
  try {
    return picture.render().asPng()
  } finally {
    picture.free()
  }
}

async function open(): Promise<Uint8Array> {
  await initWasm(await readFile(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))))
  return readFile(new URL('./noto-sans-sc.woff2', import.meta.url))
}

/** Words as they may stand in a drawing. */
export const inSvg = (text: string) =>
  text
    .replace(/[\p{Cc}]/gu, ' ')
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
