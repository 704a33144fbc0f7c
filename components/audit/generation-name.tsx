// A generation's icon, name and the words that tell it from its namesakes; never a colour alone.
import type { Generation } from "#lib/upgrade";
import { KindIcon } from "../ui/kind-icon.tsx";
import { MarkIcon } from "../ui/mark.tsx";
import { SeedName } from "../ui/seed-name.tsx";
import { generationWords } from "./generation-words.ts";

/** `inline` puts the words beside the name instead of below it. */
export function GenerationName({ generation, inline = false }: { generation: Generation; inline?: boolean }) {
  const { seed, name, words } = generationWords(generation);
  return (
    <span className={inline ? "inline-flex flex-wrap items-center gap-x-1.5 align-middle" : "block"}>
      {seed ? (
        <SeedName seed={seed} />
      ) : (
        <span className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap">
          <GenerationIcon generation={generation} />
          {name}
        </span>
      )}
      <span className={inline ? "text-12 text-ink-3" : "block pl-6 text-12 leading-[14px] text-ink-3"}>
        {words}
      </span>
    </span>
  );
}

function GenerationIcon({ generation }: { generation: Generation }) {
  if (generation === "cosign-tags") return <KindIcon kind="signature" />;
  if (generation === "in-index") return <KindIcon kind="index" />;
  return <MarkIcon mark="unread" size={18} className="text-warn" />;
}
