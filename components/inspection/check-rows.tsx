"use client";
// The checks of one verification in their order, each with its result and the values that were compared.
import { useState } from "react";
import type { Check } from "#lib/evidence";
import { visibleText } from "../ui/format.ts";
import { Seamed } from "../ui/key-values.tsx";
import { MarkIcon, TONES } from "../ui/mark.tsx";
import { CHECK_TITLES, RESULT_LOOKS } from "./state-words.ts";

/**
 * What failed or could not be checked says why at once; what passed says it when asked. `isUnsigned`: nothing was there
 * to be checked, so only what was found is shown at first.
 */
export function CheckRows({ checks, isUnsigned }: { checks: readonly Check[]; isUnsigned: boolean }) {
  const [isWhole, setWhole] = useState(false);
  const first = checks.filter(
    ({ result }) => result !== "not-applicable" && !(isUnsigned && result === "not-checked"),
  );
  const rest = checks.length - first.length;
  const passed = first.some(({ result }) => result === "passed");
  const more = [
    passed && "what was compared",
    rest > 0 && `${rest} that ${rest === 1 ? "does" : "do"} not apply`,
  ].filter(Boolean);
  return (
    <>
      <ul className="text-12 leading-[18px]">
        {(isWhole ? checks : first).map((check) => (
          <CheckRow key={check.name} check={check} hasDetail={isWhole || check.result !== "passed"} />
        ))}
      </ul>
      {more.length > 0 && (
        <button
          type="button"
          aria-expanded={isWhole}
          className="min-h-6 text-12 text-accent hover:underline"
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? "Show less" : `Show ${more.join(", and ")}`}
        </button>
      )}
    </>
  );
}

function CheckRow({ check: { name, result, detail }, hasDetail }: { check: Check; hasDetail: boolean }) {
  const { mark, tone, word } = RESULT_LOOKS[result];
  return (
    <li className="grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-2 py-[2px]">
      <MarkIcon mark={mark} className={`mt-0.5 ${TONES[tone]}`} />
      <span>{CHECK_TITLES[name]}</span>
      <span className={`text-11 leading-[18px] ${result === "failed" ? "text-bad" : "text-ink-3"}`}>
        {word}
      </span>
      {hasDetail && (
        <span className="col-span-2 col-start-2 text-ink-2 wrap-anywhere">
          <Seamed text={visibleText(detail)} />
        </span>
      )}
    </li>
  );
}
