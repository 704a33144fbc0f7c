"use client";
// Two images side by side. With both in the address the page asks once; else it waits for the person.
import { useMemo } from "react";
import type { CompareRequest, Comparison } from "#lib/api";
import { useAsked } from "../use-asked.ts";
import { CompareForm } from "./compare-form.tsx";
import {
  BadReferences,
  CompareLoading,
  CompareProblem,
  CompareStopped,
  NothingChosen,
  type SamplePair,
} from "./compare-states.tsx";
import { ComparisonView } from "./comparison-view.tsx";
import { faultsIn } from "./read-texts.ts";
import { useCompareAddress } from "./use-compare-address.ts";

export function CompareView({ pairs }: { pairs: readonly SamplePair[] }) {
  const { address, setAddress } = useCompareAddress();
  const { left, right, leftOther, rightOther } = address;
  const given = useMemo(() => ({ left, right }), [left, right]);
  const request = useMemo((): CompareRequest => {
    const otherRepositories = { left: leftOther, right: rightOther };
    return { ...given, ...(leftOther.length + rightOther.length > 0 ? { otherRepositories } : {}) };
  }, [given, leftOther, rightOther]);
  const bad = useMemo(() => Object.keys(faultsIn(given)).length, [given]);
  const isChosen = left !== "" && right !== "" && bad === 0;
  const asked = useAsked<Comparison>("/api/compare", request, isChosen);
  const { answer, problem, isAsking, ask, stop } = asked;
  return (
    <div className="mx-auto grid max-w-[1440px] grid-cols-[minmax(0,1fr)] gap-4 px-gutter pt-4 pb-8">
      <header className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <h1 className="text-18 font-semibold tracking-[-0.01em]">Compare</h1>
        <CompareForm
          given={given}
          others={{ left: leftOther, right: rightOther }}
          onCompare={(texts) => {
            // The same two once more are asked once more.
            if (texts.left === left && texts.right === right) return ask();
            const others = {
              leftOther: texts.left === left ? leftOther : null,
              rightOther: texts.right === right ? rightOther : null,
            };
            setAddress({ ...texts, ...others, platform: null, change: null, q: null }, { history: "push" });
          }}
        />
      </header>
      {isChosen && answer && !isAsking ? (
        <ComparisonView comparison={answer} address={address} setAddress={setAddress} onAsk={ask} />
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] justify-items-center py-4">
          {bad > 0 ? (
            <BadReferences both={bad > 1} />
          ) : !isChosen ? (
            <NothingChosen pairs={pairs} left={left} />
          ) : isAsking ? (
            <CompareLoading onStop={stop} />
          ) : problem ? (
            <CompareProblem problem={problem} texts={given} onAsk={ask} />
          ) : (
            <CompareStopped onAsk={ask} />
          )}
        </div>
      )}
    </div>
  );
}
