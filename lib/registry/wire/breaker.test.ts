import { expect, it } from "vitest";
import { Breaker } from "./breaker.ts";

function breakerWithClock() {
  const clock = { now: 0 };
  return { clock, breaker: new Breaker(3, 5000, () => clock.now) };
}

/** Admits and settles at once. */
function go(breaker: Breaker, verdict: "success" | "failure" | "neutral") {
  const ticket = breaker.admit();
  if ("waitMs" in ticket) throw new Error(`closed for ${ticket.waitMs} ms`);
  breaker.settle(ticket, verdict);
}

it("opens after failures in a row only", () => {
  const { breaker } = breakerWithClock();
  for (const verdict of ["failure", "failure", "success", "failure", "neutral", "failure"] as const)
    go(breaker, verdict);
  expect(breaker.state).toBe("closed");
  go(breaker, "failure");
  expect(breaker.state).toBe("open");
  expect(breaker.admit()).toEqual({ waitMs: 5000 });
});

it("lets one try when it has cooled, and closes or opens by that one", () => {
  const { breaker, clock } = breakerWithClock();
  for (let i = 0; i < 3; i++) go(breaker, "failure");
  clock.now = 5000;
  expect(breaker.state).toBe("half-open");
  const probe = breaker.admit();
  expect(probe).toEqual({ probe: true });
  expect(breaker.admit()).toEqual({ waitMs: 5000 });
  breaker.settle({ probe: true }, "failure");
  expect(breaker.state).toBe("open");
  clock.now = 10_000;
  go(breaker, "success");
  expect(breaker.state).toBe("closed");
  expect(breaker.opened).toBe(2);
});

it("a cancelled probe leaves the try to the next", () => {
  const { breaker, clock } = breakerWithClock();
  for (let i = 0; i < 3; i++) go(breaker, "failure");
  clock.now = 5000;
  go(breaker, "neutral");
  expect(breaker.admit()).toEqual({ probe: true });
});

it("those admitted before it opened do not open it again", () => {
  const { breaker, clock } = breakerWithClock();
  const early = Array.from({ length: 32 }, () => breaker.admit());
  expect(early).toEqual(Array(32).fill({ probe: false }));
  for (let i = 0; i < 32; i++) {
    clock.now += 100;
    breaker.settle({ probe: false }, "failure");
  }
  expect(breaker.opened).toBe(1);
  expect(breaker.admit()).toEqual({ waitMs: 5000 - 29 * 100 });
});
