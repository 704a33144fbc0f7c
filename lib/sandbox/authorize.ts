// What a request needs, and whether its caller has it.
import { accessOf, challengeReply, may } from "./auth.ts";
import type { Call } from "./call.ts";
import type { Reply } from "./reply.ts";
import type { RouteName } from "./router.ts";

type Need = { repository: string; actions: readonly ("pull" | "push" | "delete")[] };

/** Sets `call.access`, or gives the 401 to answer with. The token service itself asks nobody. */
export function authorize(call: Call, route: RouteName): Reply | undefined {
  const { auth } = call.switches;
  if (auth.kind === "none" || route === "token") return undefined;
  const authorization = call.request.headers.authorization;
  const access = accessOf(authorization, auth, call.tokens);
  const needs = needsOf(call, route);
  call.access = access ?? null;
  const holdsAll =
    access !== undefined &&
    needs.every((need) => need.actions.every((action) => may(access, need.repository, action)));
  if (holdsAll && (route !== "catalog" || access === null || mayList(access))) return undefined;
  const scopes = needs.map(({ repository, actions }) => `repository:${repository}:${actions.join(",")}`);
  return challengeReply(
    call,
    route === "catalog" ? ["registry:catalog:*"] : scopes,
    authorization !== undefined,
  );
}

function mayList(access: ReadonlySet<string>): boolean {
  return access.has("*") || access.has("registry:catalog:*");
}

function needsOf(call: Call, route: RouteName): Need[] {
  const { repository, method, url } = call;
  if (repository === "") return [];
  if (method === "GET" || method === "HEAD") return [{ repository, actions: ["pull"] }];
  if (method === "DELETE" && route !== "upload") return [{ repository, actions: ["delete"] }];
  const from = url.searchParams.has("mount") ? url.searchParams.get("from") : null;
  const needs: Need[] = [{ repository, actions: ["pull", "push"] }];
  return from === null ? needs : [...needs, { repository: from, actions: ["pull"] }];
}
