// The extensions that a registry advertises, for itself and for one repository.
import type { Probe } from "#lib/api";
import { visibleText } from "../ui/format.ts";
import { Panel } from "../ui/panel.tsx";
import { asSentence } from "./as-sentence.ts";

type Extension = Probe["extensions"]["registry"][number];

export function ExtensionsPanel({ probe }: { probe: Probe }) {
  const { extensions, repository, upgrade } = probe;
  const support = upgrade.capabilities.extensionDiscovery;
  const isNone = extensions.registry.length === 0 && extensions.repository.length === 0;
  return (
    <Panel title="Extensions" note="What ext/discover tells.">
      {isNone ? (
        <p className="px-3 py-2 text-12 text-ink-2">
          {support?.support === "supported"
            ? "It answers, and names none."
            : asSentence(support?.reason ?? "not asked")}
        </p>
      ) : (
        <>
          <Level title="of the registry" extensions={extensions.registry} />
          {repository && <Level title={`of ${visibleText(repository)}`} extensions={extensions.repository} />}
        </>
      )}
    </Panel>
  );
}

function Level({ title, extensions }: { title: string; extensions: Extension[] }) {
  return (
    <section className="border-b border-line last:border-b-0">
      <h3 className="px-3 pt-2 text-12 break-all text-ink-3">{title}</h3>
      {extensions.length === 0 && <p className="px-3 pb-2 text-12 text-ink-2">none</p>}
      <ul>
        {extensions.map((extension, index) => (
          // A registry may name one twice.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
          <li key={index} className="px-3 py-1.5 text-12 leading-[18px]">
            <code className="font-semibold break-all">{visibleText(extension.name)}</code>
            {extension.description && (
              <p className="break-words text-ink-2">{visibleText(extension.description)}</p>
            )}
            {extension.endpoints.length > 0 && (
              <p className="font-mono break-words text-ink-2">
                {extension.endpoints.map(visibleText).join(" ")}
              </p>
            )}
            {extension.url && <ForeignLink url={extension.url} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A registry's own link leads out of Refscope, and only to a web page. */
function ForeignLink({ url }: { url: string }) {
  const shown = visibleText(url);
  if (!/^https:\/\/[^\s]+$/i.test(url)) return <p className="font-mono break-words text-ink-3">{shown}</p>;
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer noopener nofollow"
      className="font-mono break-words text-accent hover:underline"
    >
      {shown}
    </a>
  );
}
