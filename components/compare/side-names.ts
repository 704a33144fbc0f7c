// The two sides, left first. Their type is the room's; its code stays on the server.
import type { SideName } from "#lib/compare";

export type { SideName };

export const SIDES: readonly SideName[] = ["left", "right"];
