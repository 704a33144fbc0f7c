// 🌱 leaf (current): build tooling that does not push references. The same in both readings.
import type { WritableRepository } from "#lib/registry";
import type { Made } from "./content.ts";
import { type Push, push } from "./push.ts";
import type { Tell } from "./shapes.ts";

/** Pushes the image, under the tag where one is given, and nothing else. */
export function leaf(
  to: WritableRepository,
  image: Made,
  options: { tag?: string; tell?: Tell } = {},
): Promise<Push> {
  return push(to, image, { name: "the image", ...options });
}
