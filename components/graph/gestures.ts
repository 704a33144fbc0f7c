// What a pointer and a wheel do to the drawing: a drag moves it, a pinch or the wheel with Ctrl zooms, a tap is a tap.
import type { Point } from "./placement.ts";

export type GestureHandlers = {
  onTap: (at: Point) => void;
  /** A mouse rests or passes there; undefined: it left, or it drags. */
  onHover: (at: Point | undefined) => void;
  onMove: (by: Point) => void;
  /** `at` stays where it is. */
  onZoom: (factor: number, at: Point) => void;
};

/** A hand is never quite still. */
const SLACK = { mouse: 4, touch: 10 };

/** Listens as long as the element lives. All points are relative to it. */
export function watchGestures(stage: HTMLElement, handlers: GestureHandlers): void {
  const hands = new Hands(handlers);
  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    stage.setPointerCapture(event.pointerId);
    hands.down(event);
  });
  stage.addEventListener("pointermove", (event) => hands.move(event));
  stage.addEventListener("pointerup", (event) => hands.up(event, true));
  stage.addEventListener("pointercancel", (event) => hands.up(event, false));
  stage.addEventListener("pointerleave", () => handlers.onHover(undefined));
  // The wheel scrolls, as everywhere on the page; with Ctrl (a pinch on a touch pad, too) it zooms.
  stage.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { deltaX, deltaY, shiftKey } = event;
      if (event.ctrlKey || event.metaKey) handlers.onZoom(Math.exp(-deltaY / 240), pointOf(event));
      else handlers.onMove(shiftKey ? { x: -deltaY, y: 0 } : { x: -deltaX, y: -deltaY });
    },
    { passive: false },
  );
}

/** The pointers that are down, one or two of which count. */
class Hands {
  private readonly handlers: GestureHandlers;
  private readonly held = new Map<number, Point>();
  /** Where the first came down; undefined once it is no tap any more. */
  private tap: Point | undefined;

  constructor(handlers: GestureHandlers) {
    this.handlers = handlers;
  }

  down(event: PointerEvent): void {
    this.held.set(event.pointerId, pointOf(event));
    this.tap = this.held.size === 1 ? pointOf(event) : undefined;
  }

  move(event: PointerEvent): void {
    const at = pointOf(event);
    const before = this.held.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") this.handlers.onHover(at);
      return;
    }
    const slack = event.pointerType === "mouse" ? SLACK.mouse : SLACK.touch;
    if (this.tap && distance(this.tap, at) < slack) return;
    if (this.tap) this.handlers.onHover(undefined);
    this.tap = undefined;
    const other = [...this.held].find(([id]) => id !== event.pointerId)?.[1];
    this.held.set(event.pointerId, at);
    if (!other) this.handlers.onMove({ x: at.x - before.x, y: at.y - before.y });
    else this.pinch(before, at, other);
  }

  up(event: PointerEvent, isDone: boolean): void {
    if (!this.held.delete(event.pointerId)) return;
    if (isDone && this.tap) this.handlers.onTap(this.tap);
    this.tap = undefined;
  }

  /** One of two moved: the middle between them is what moves and stays. */
  private pinch(before: Point, at: Point, other: Point): void {
    const [from, to] = [middle(before, other), middle(at, other)];
    this.handlers.onMove({ x: to.x - from.x, y: to.y - from.y });
    const apart = distance(before, other);
    if (apart > 0) this.handlers.onZoom(distance(at, other) / apart, to);
  }
}

function pointOf({ offsetX, offsetY }: MouseEvent): Point {
  return { x: offsetX, y: offsetY };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
