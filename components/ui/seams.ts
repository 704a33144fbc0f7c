// Where a path, a reference or an address may be parted: after its signs, but neither within a number or a moment nor
// within "://". Pure.
const SEAM = /(?:(?<=[/@+])|(?<=[.:])(?<!\d[.:](?=\d)))(?!\/)/;

/** The parts in their order; together they are the text. */
export function seamsOf(text: string): string[] {
  return text.split(SEAM);
}
