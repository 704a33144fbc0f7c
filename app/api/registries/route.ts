// GET /api/registries: what this server has met since it started. Nothing is asked for it.
import { knownRegistries } from "#lib/explore";
import { getRoute, jsonAnswer } from "../answer.ts";

export const dynamic = "force-dynamic";

export const GET = getRoute(async () => jsonAnswer(await knownRegistries()));
