"use client";
// The upper edge of the drawer: drag it, or move it by arrow keys.
import { useRef } from "react";

const STEP = 24;

export type DrawerLimits = { least: number; most: number };

export function DrawerHandle({
  height,
  limits,
  onHeight,
}: {
  height: number;
  limits: DrawerLimits;
  onHeight: (height: number) => void;
}) {
  const grip = useRef<{ y: number; height: number }>(undefined);
  const set = (wanted: number) => onHeight(Math.round(Math.min(limits.most, Math.max(limits.least, wanted))));
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the log"
      aria-valuenow={height}
      aria-valuemin={limits.least}
      aria-valuemax={limits.most}
      tabIndex={0}
      className="absolute inset-x-0 -top-1 z-10 h-2 cursor-row-resize touch-none small:hidden"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { y: event.clientY, height };
      }}
      onPointerMove={(event) => {
        if (grip.current) set(grip.current.height + grip.current.y - event.clientY);
      }}
      onPointerUp={() => {
        grip.current = undefined;
      }}
      onKeyDown={(event) => {
        if (event.key === "ArrowUp") set(height + STEP);
        else if (event.key === "ArrowDown") set(height - STEP);
        else return;
        event.preventDefault();
      }}
    />
  );
}
