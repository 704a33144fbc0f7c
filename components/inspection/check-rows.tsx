"use client";
// The checks of one verification in their order, each with its result and the values that were compared.
import { useState } from "react";
import type { Check } from "#lib/evidence";
import { visibleText } from "../ui/format.ts";
import { MarkIcon, TONES } from "../ui/mark.tsx";
import { CHECK_TITLES, RESULT_LOOKS } from "./state-words.ts";

/** What does not apply to this kind of signature is folded away. */
export function CheckRows({ checks }: { checks: readonly Check[] }) {
  const [isWhole, setWhole] = useState(false);
  const applying = checks.filter(({ result }) => result !== "not-applicable");
  const rest = checks.length - applying.length;
  return (
    <>
      <ul className="text-12 leading-[18px]">
        {(isWhole ? checks : applying).map((check) => (
          <CheckRow key={check.name} check={check} />
        ))}
      </ul>
      {rest > 0 && (
        <button
          type="button"
          aria-expanded={isWhole}
          className="min-h-6 text-12 text-accent hover:underline"
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? "Show fewer" : `${rest} more that ${rest === 1 ? "does" : "do"} not apply here`}
        </button>
      )}
    </>
  );
}

function CheckRow({ check: { name, result, detail } }: { check: Check }) {
  const { mark, tone, word } = RESULT_LOOKS[result];
  return (
    <li className="grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-2 py-[3px]">
      <MarkIcon mark={mark} className={`mt-0.5 ${TONES[tone]}`} />
      <span>{CHECK_TITLES[name]}</span>
      <span className={`text-11 leading-[18px] ${result === "failed" ? "text-bad" : "text-ink-3"}`}>
        {word}
      </span>
      <span className="col-span-2 col-start-2 text-ink-2 wrap-anywhere">{visibleText(detail)}</span>
    </li>
  );
}
