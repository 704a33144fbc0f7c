// The page of an address that names no repository: nothing was sent anywhere.
import Link from "next/link";
import { registryPath } from "../registry/registry-path.ts";
import { buttonClasses } from "../ui/button.tsx";
import { visibleText } from "../ui/format.ts";
import { StatePanel, StateText } from "../ui/state-panel.tsx";

/** `text` is what the address says after the registry, `message` what is wrong with it. */
export function BadRepository({
  registry,
  text,
  message,
}: {
  registry: string;
  text: string;
  message: string;
}) {
  return (
    <div className="mx-auto grid max-w-[1140px] gap-4 px-gutter py-8">
      <h1 className="text-18 font-semibold tracking-[-0.01em]">Not a repository</h1>
      <StatePanel
        mark="missing"
        tone="bad"
        title="The address names no repository"
        actions={
          <Link href={registryPath({ registry })} prefetch={false} className={buttonClasses("primary")}>
            Go to {registry}
          </Link>
        }
      >
        <StateText>
          {visibleText(message)} The address says{" "}
          <code className="break-all">{visibleText(text.slice(0, 255))}</code>. Nothing was sent anywhere.
        </StateText>
      </StatePanel>
    </div>
  );
}
