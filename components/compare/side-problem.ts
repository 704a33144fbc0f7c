// Of a problem of both sides, what is one side's own. Pure.
import type { Problem } from "#lib/api";
import { FAULTS, type Fault } from "#lib/errors";

type SideFault = NonNullable<Problem["inputs"]>[number];

/** The one side's fault as a problem of its own, with its own requests and its own time to wait, where it has any. */
export function sideProblem(problem: Problem, fault: SideFault): Problem {
  const { code, detail, input, missing, retryAfterSeconds } = fault;
  const ids = new Set(fault.exchanges);
  const own = problem.exchanges?.filter(({ id }) => ids.has(id)) ?? [];
  const { title, status, hint } = faultOf(code) ?? problem;
  return {
    type: `urn:refscope:problem:${code}`,
    ...{ title, status, detail, code, hint, retryAfterSeconds, input, missing },
    exchanges: own.length > 0 ? own : undefined,
  };
}

function faultOf(code: string): Fault | undefined {
  return Object.entries(FAULTS).find(([known]) => known === code)?.[1];
}
