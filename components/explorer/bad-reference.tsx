"use client";
// The page of an address that is no reference: nothing was sent anywhere.
import { useRouter } from "next/navigation";
import type { Problem } from "#lib/api";
import { parseReference, referencePath } from "#lib/oci";
import { Button } from "../ui/button.tsx";
import { StatePanel, StateText } from "../ui/state-panel.tsx";
import { BadInput, headlineOf } from "./bad-input.tsx";
import { ReferenceBox } from "./reference-box.tsx";

export function BadReference({ problem }: { problem: Problem }) {
  const router = useRouter();
  const suggestion = problem.input?.suggestion;
  const use = (reference: string) => router.push(referencePath(parseReference(reference)));
  return (
    <div>
      <h1 className="sr-only">This address is not a reference</h1>
      <div className="flex border-b border-line bg-surface px-gutter py-2">
        <ReferenceBox text={problem.input?.text} />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] justify-items-center px-gutter py-8">
        <StatePanel
          mark="missing"
          tone="bad"
          title={headlineOf(problem)}
          actions={
            suggestion && (
              <Button look="primary" onClick={() => use(suggestion)}>
                Use this one
              </Button>
            )
          }
        >
          <BadInput fault={problem} onUse={use} />
          <StateText>Nothing was sent anywhere.</StateText>
        </StatePanel>
      </div>
    </div>
  );
}
