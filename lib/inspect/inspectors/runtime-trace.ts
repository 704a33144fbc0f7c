// https://github.com/in-toto/attestation/blob/main/spec/predicates/runtime-trace.md
import { jsonObject } from "../document.ts";
import { fieldTable } from "../fields.ts";
import type { Inspector } from "../inspector.ts";

export const runtimeTrace: Inspector = {
  id: "runtime-trace",
  matches: ({ predicate }) => predicate === "runtime-trace",
  inspect: (doc, draft) => {
    const said = draft.part(jsonObject(doc) ?? {});
    const monitor = said.part("monitor");
    const log = said.part("monitorLog");
    const metadata = said.part("metadata");
    draft.is(
      "attestation",
      draft.title,
      `What ${monitor?.text("type") ?? "a monitor"} saw while it was built`,
    );
    draft.fact("summary", "Monitor", monitor?.text("type"));
    draft.fact("summary", "Started", metadata?.text("buildStartedOn"));
    draft.fact("summary", "Finished", metadata?.text("buildFinishedOn"));
    for (const [key, name] of [
      ["process", "Processes"],
      ["network", "Network accesses"],
      ["fileAccess", "File accesses"],
    ] as const)
      if (log?.has(key)) draft.fact("summary", name, log.list(key).length);
    if (log) fieldTable(draft, "log", "Log", log.json);
    if (monitor) fieldTable(draft, "monitor", "Monitor", monitor.json);
  },
};
