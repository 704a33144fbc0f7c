"use client";
// Asks once more. Where the registry wants to be left alone first, the button says for how long yet.
import { useEffect, useState } from "react";
import { Button } from "../ui/button.tsx";

/** It can be pressed at any time: a login may have changed what the registry allows. `children` is its text. */
export function RetryButton({
  after = 0,
  onRetry,
  children = "Try again",
}: {
  after?: number;
  onRetry: () => void;
  children?: string;
}) {
  const [left, setLeft] = useState(after);
  useEffect(() => {
    setLeft(after);
    if (after === 0) return;
    const end = Date.now() + after * 1000;
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000))), 1000);
    return () => clearInterval(timer);
  }, [after]);
  return <Button onClick={onRetry}>{left > 0 ? `${children} in ${left} s` : children}</Button>;
}
