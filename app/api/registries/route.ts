// GET /api/registries: what this server has met since it started. Nothing is asked for it.
import { knownRegistries, knownWithEvidence } from "#lib/explore";
import { getRoute, jsonAnswer } from "../answer.ts";

export const dynamic = "force-dynamic";

export const GET = getRoute(async (query) => {
  const named = query.getAll("registry");
  if (query.get("evidence") === "1") return jsonAnswer(await knownWithEvidence(named));
  const known = await knownRegistries();
  return jsonAnswer(named.length === 0 ? known : known.filter(({ registry }) => named.includes(registry)));
});
