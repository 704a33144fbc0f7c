// The picture as pixels, drawn by the browser from the SVG at twice its size: within what a canvas can hold.

/** What browsers draw at most on one side, and what a page may take for one picture (256 MB). */
const MAX_SIDE = 16_384;
const MAX_PIXELS = 64_000_000;

/** 2, where that is too large 1; undefined where even that is. */
export function pngScale(width: number, height: number): 1 | 2 | undefined {
  return ([2, 1] as const).find((scale) => {
    const [across, down] = [width * scale, height * scale];
    return Math.max(across, down) <= MAX_SIDE && across * down <= MAX_PIXELS;
  });
}

/** Rejects where the browser draws no such picture. */
export async function pngOf(svg: string, width: number, height: number, scale: number): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * scale;
    canvas.height = height * scale;
    const context = canvas.getContext("2d");
    if (!context) throw new Error("this browser draws on no canvas");
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error("the picture came to nothing"))),
        "image/png",
      ),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
