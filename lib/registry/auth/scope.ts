// Token scopes: what is asked for, never more than reading needs.

const MAX_SCOPES = 10;
const MAX_SCOPE = 1024;

/** The scope for reading a repository, as the Docker token protocol writes it. */
export function pullScope(repository: string): string {
  return `repository:${repository}:pull`;
}

/**
 * Joins scopes by resource, sorted: `repository:a:pull` and `repository:a:metadata_read` are one. What a registry
 * names is taken over, since some read under other actions (ACR's metadata_read, `registry:catalog:*`), but for
 * the actions that write: Refscope only reads, and a leaked token should not do more.
 */
export function mergeScopes(scopes: readonly string[]): string[] {
  const actions = new Map<string, Set<string>>();
  for (const scope of scopes) {
    if (scope === "" || scope.length > MAX_SCOPE) continue;
    const colon = scope.lastIndexOf(":");
    const resource = colon < 0 ? scope : scope.slice(0, colon);
    const known = actions.get(resource) ?? new Set<string>();
    const named = colon < 0 ? [] : scope.slice(colon + 1).split(",");
    for (const action of named) known.add(readingAction(resource, action));
    known.delete("");
    if (known.size > 0 || colon < 0) actions.set(resource, known);
  }
  const merged = [...actions].map(([resource, names]) =>
    names.size > 0 ? `${resource}:${[...names].sort().join(",")}` : resource,
  );
  return merged.slice(0, MAX_SCOPES).sort();
}

function readingAction(resource: string, action: string): string {
  if (!resource.startsWith("repository")) return action;
  if (action === "push" || action === "delete") return "";
  return action === "*" ? "pull" : action;
}
