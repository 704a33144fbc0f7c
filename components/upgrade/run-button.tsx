"use client";
// The page's one primary button: runs the table, and while anything runs, ends it.
import { Play, Square } from "lucide-react";
import { SEED_SCENARIOS } from "#lib/upgrade";
import { Button } from "../ui/button.tsx";
import { ROWS_OF_A_KIND } from "./own-rows.ts";

/**
 * One button in both its states, so that whoever pressed it keeps the place on the page. For a scratch repository it
 * submits the form that it stands in, and `onRun` is not called.
 */
export function RunButton({
  isScratch,
  isRunning,
  disabled,
  onRun,
  onStop,
}: {
  isScratch: boolean;
  isRunning: boolean;
  disabled: boolean;
  onRun: () => void;
  onStop: () => void;
}) {
  return (
    <Button
      look={isRunning ? "plain" : "primary"}
      type={isScratch && !isRunning ? "submit" : "button"}
      disabled={disabled && !isRunning}
      onClick={(event) => {
        if (isRunning) {
          // Drawn anew before the click is over, it would submit the form.
          event.preventDefault();
          onStop();
        } else if (!isScratch) onRun();
      }}
    >
      {isRunning ? <Square size={12} aria-hidden /> : <Play size={13} aria-hidden />}
      {isRunning ? "Stop, keep what is here" : label(isScratch)}
    </Button>
  );
}

function label(isScratch: boolean): string {
  return isScratch ? `Run the ${ROWS_OF_A_KIND} rows of its kind` : `Run all ${SEED_SCENARIOS.length}`;
}
