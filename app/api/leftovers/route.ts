// GET /api/leftovers: what runs may have left on registries. Nothing is asked for it.
import { leftovers } from "#lib/explore";
import { getRoute, jsonAnswer } from "../answer.ts";

export const dynamic = "force-dynamic";

export const GET = getRoute(async () => jsonAnswer(await leftovers()));
