// The wheel scrolls, as everywhere on the page; with Ctrl (a pinch on a touch pad, too) it zooms.
import type { Point } from "./placement.ts";

export type WheelHandlers = {
  onScroll: (by: Point) => void;
  /** `at` stays where it is. */
  onZoom: (factor: number, at: Point) => void;
};

/** Takes the wheel before anything inside the stage does, as long as the stage lives. */
export function watchWheel(stage: HTMLElement, { onScroll, onZoom }: WheelHandlers): void {
  const listener = (event: WheelEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const { deltaX, deltaY, shiftKey } = event;
    if (!event.ctrlKey && !event.metaKey) {
      onScroll(shiftKey ? { x: -deltaY, y: 0 } : { x: -deltaX, y: -deltaY });
      return;
    }
    const box = stage.getBoundingClientRect();
    onZoom(Math.exp(-deltaY / 240), { x: event.clientX - box.left, y: event.clientY - box.top });
  };
  stage.addEventListener("wheel", listener, { passive: false, capture: true });
}
