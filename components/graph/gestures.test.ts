import { describe, expect, it } from "vitest";
import { watchGestures } from "./gestures.ts";

/** What a browser's element does for us here: it takes listeners, and pointers may be captured. */
class Stage extends EventTarget {
  setPointerCapture() {}
}

/** Plays pointer events and tells what came of them. */
function played(...events: [type: string, x: number, y: number, more?: object][]): string[] {
  const stage = new Stage();
  const told: string[] = [];
  const round = (...values: number[]) => values.map((value) => Math.round(value * 100) / 100).join(" ");
  watchGestures(stage as unknown as HTMLElement, {
    onTap: ({ x, y }) => told.push(`tap ${round(x, y)}`),
    onHover: (at) => told.push(at ? `hover ${round(at.x, at.y)}` : "leave"),
    onMove: ({ x, y }) => told.push(`move ${round(x, y)}`),
    onZoom: (factor, { x, y }) => told.push(`zoom ${round(factor, x, y)}`),
  });
  for (const [type, offsetX, offsetY, more] of events) {
    const event = new Event(type, { cancelable: true });
    const usual = { pointerId: 1, pointerType: "mouse", button: 0, deltaX: 0, deltaY: 0 };
    stage.dispatchEvent(Object.assign(event, usual, { offsetX, offsetY }, more));
    if (type === "wheel") expect(event.defaultPrevented).toBe(true);
  }
  return told;
}

const finger = (pointerId: number) => ({ pointerId, pointerType: "touch" });

describe("watchGestures", () => {
  it("tells a tap, also from a hand that trembles", () =>
    expect(played(["pointerdown", 10, 10], ["pointermove", 12, 11], ["pointerup", 12, 11])).toEqual([
      "tap 10 10",
    ]));

  it("moves by what a drag moves, which is no tap", () =>
    expect(
      played(
        ["pointerdown", 10, 10],
        ["pointermove", 30, 15],
        ["pointermove", 31, 20],
        ["pointerup", 31, 20],
      ),
    ).toEqual(["leave", "move 20 5", "move 1 5"]));

  it("pinches about the middle between two fingers, and taps with neither", () =>
    expect(
      played(
        ["pointerdown", 100, 100, finger(1)],
        ["pointerdown", 200, 100, finger(2)],
        ["pointermove", 300, 100, finger(2)],
        ["pointerup", 300, 100, finger(2)],
        ["pointerup", 100, 100, finger(1)],
      ),
    ).toEqual(["move 50 0", "zoom 2 200 100"]));

  it("hovers with a mouse and not with a finger", () => {
    expect(played(["pointermove", 5, 6], ["pointerleave", 0, 0])).toEqual(["hover 5 6", "leave"]);
    expect(played(["pointermove", 5, 6, finger(1)])).toEqual([]);
  });

  it("leaves other buttons to the browser", () =>
    expect(played(["pointerdown", 5, 6, { button: 2 }], ["pointerup", 5, 6, { button: 2 }])).toEqual([]));

  it("forgets a pointer that the browser took away", () =>
    expect(played(["pointerdown", 5, 6], ["pointercancel", 5, 6], ["pointerup", 5, 6])).toEqual([]));

  it("scrolls with the wheel, sideways with Shift, and zooms with Ctrl", () => {
    expect(played(["wheel", 7, 8, { deltaX: 3, deltaY: 120 }])).toEqual(["move -3 -120"]);
    expect(played(["wheel", 7, 8, { deltaY: 120, shiftKey: true }])).toEqual(["move -120 0"]);
    expect(played(["wheel", 7, 8, { deltaY: -240, ctrlKey: true }])).toEqual(["zoom 2.72 7 8"]);
  });
});
