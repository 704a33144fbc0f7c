"use client";
// Narrows the probe to one repository, or one image of it.
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { BadInput, type BadInputFault, headlineOf } from "../explorer/bad-input.tsx";
import { useRecent } from "../home/recent.ts";
import { Button } from "../ui/button.tsx";
import { MarkIcon } from "../ui/mark.tsx";
import { NameInput } from "../ui/name-input.tsx";
import { Panel } from "../ui/panel.tsx";
import { readRepository, registryPath } from "./registry-path.ts";

const SUGGESTED = 5;

/** `repository` is what the address names now, right or wrong; `samples` are repositories known to be there. */
export function RepositoryForm({
  registry,
  repository,
  samples,
}: {
  registry: string;
  repository?: string;
  samples: string[];
}) {
  const router = useRouter();
  const ids = { field: useId(), note: useId() };
  const [text, setText] = useState(repository ?? "");
  const [fault, setFault] = useState(() => faultIn(registry, repository));
  const recents = useRecent()
    .filter(({ reference }) => reference.startsWith(`${registry}/`))
    .map(({ reference }) => reference.slice(registry.length + 1));
  const suggestions = [...new Set([...recents, ...samples])].filter((name) => name !== repository);

  const look = (name: string) => {
    setText(name);
    const wrong = faultIn(registry, name);
    setFault(wrong);
    if (!wrong) router.push(registryPath({ registry, repository: name.trim() }));
  };

  return (
    <Panel title="One repository" note="Most capabilities show only on an image.">
      <form
        className="grid gap-2 px-3 py-2.5"
        onSubmit={(event) => {
          event.preventDefault();
          look(text);
        }}
      >
        <label htmlFor={ids.field} className="sr-only">
          Repository, with a tag or digest if you like
        </label>
        <div className="flex gap-2">
          <NameInput
            id={ids.field}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setFault(undefined);
            }}
            faultId={fault ? ids.note : undefined}
            placeholder="shop/checkout:2.4.1"
            className="flex-1"
          />
          <Button type="submit">Ask about it</Button>
        </div>
        {fault && (
          <div id={ids.note} role="alert" className="grid gap-2">
            <p className="flex items-start gap-1.5 text-12 font-semibold text-bad">
              <MarkIcon mark="missing" className="mt-px" />
              {headlineOf(fault)}
            </p>
            <BadInput fault={fault} onUse={look} />
          </div>
        )}
        {suggestions.length > 0 && (
          <ul aria-label="Known here" className="flex flex-wrap gap-x-3 gap-y-0.5">
            {suggestions.slice(0, SUGGESTED).map((name) => (
              <li key={name} className="min-w-0">
                <button
                  type="button"
                  onClick={() => look(name)}
                  className="min-h-6 max-w-full py-0.5 text-left font-mono text-12 break-all text-accent hover:underline small:min-h-9"
                >
                  {name}
                </button>
              </li>
            ))}
          </ul>
        )}
      </form>
    </Panel>
  );
}

function faultIn(registry: string, text: string | undefined): BadInputFault | undefined {
  if (text === undefined) return undefined;
  const read = readRepository(registry, text);
  return "message" in read ? { detail: read.message, input: read.input } : undefined;
}
