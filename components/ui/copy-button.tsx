"use client";
// Copies a text and says so for a moment.
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, IconButton } from "./button.tsx";

const SAID_MS = 1600;

/** `what` completes "Copy …": "digest", "command". `word` stands beside the icon: "copy as curl". */
export function CopyButton({
  text,
  what,
  word,
  className,
}: {
  text: string;
  what: string;
  word?: string;
  className?: string;
}) {
  const [said, setSaid] = useState<"copied" | "refused">();
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(undefined), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const label =
    said === "copied" ? "Copied" : said === "refused" ? "The browser did not allow it" : `Copy ${what}`;
  const icon = said === "copied" ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />;
  const copy = () => {
    copyText(text).then(
      () => setSaid("copied"),
      () => setSaid("refused"),
    );
  };
  return (
    <>
      {word ? (
        <Button dense look="quiet" className={className} onClick={copy}>
          {icon}
          {said ? label : word}
        </Button>
      ) : (
        <IconButton dense className={className} label={label} onClick={copy}>
          {icon}
        </IconButton>
      )}
      <span role="status" className="sr-only">
        {said === "copied" ? `${what} copied` : ""}
      </span>
    </>
  );
}

// The clipboard API is only there on https and on localhost; elsewhere a selection must do.
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("copying was refused");
}
