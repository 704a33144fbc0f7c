// Token scopes: what is asked for, never more than the request needs.

const MAX_SCOPES = 10;
const MAX_SCOPE = 1024;

/** What a request does to its repository. Who pushes or deletes looks at what became of it, with the same right. */
export type Deed = "read" | "push" | "delete";

const ACTIONS: Record<Deed, readonly string[]> = {
  read: ["pull"],
  push: ["pull", "push"],
  delete: ["delete", "pull", "push"],
};

/** The scope for a deed, as the Docker token protocol writes it. */
export function scopeFor(repository: string, deed: Deed): string {
  return `repository:${repository}:${ACTIONS[deed].join(",")}`;
}

/**
 * Joins scopes by resource, sorted: `repository:a:pull` and `repository:a:metadata_read` are one. What a registry
 * names is taken over, since some read under other actions (ACR's metadata_read, `registry:catalog:*`), but for
 * the actions that write: a leaked token should do no more than it was fetched for. Only the repository that `own`
 * names may be written to, and only as its deed says.
 */
export function mergeScopes(scopes: readonly string[], own?: { repository: string; deed: Deed }): string[] {
  const actions = new Map<string, Set<string>>();
  for (const scope of scopes) {
    if (scope === "" || scope.length > MAX_SCOPE) continue;
    const colon = scope.lastIndexOf(":");
    const resource = colon < 0 ? scope : scope.slice(0, colon);
    const deed = own && resource === `repository:${own.repository}` ? own.deed : "read";
    const known = actions.get(resource) ?? new Set<string>();
    const named = colon < 0 ? [] : scope.slice(colon + 1).split(",");
    for (const action of named) known.add(allowedAction(resource, action, deed));
    known.delete("");
    if (known.size > 0 || colon < 0) actions.set(resource, known);
  }
  const merged = [...actions].map(([resource, names]) =>
    names.size > 0 ? `${resource}:${[...names].sort().join(",")}` : resource,
  );
  return merged.slice(0, MAX_SCOPES).sort();
}

function allowedAction(resource: string, action: string, deed: Deed): string {
  if (!resource.startsWith("repository")) return action;
  if (action === "push" || action === "delete") return ACTIONS[deed].includes(action) ? action : "";
  return action === "*" ? "pull" : action;
}
