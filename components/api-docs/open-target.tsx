"use client";
// Opens the folded shape that the address names: not every browser does so by itself.
import { useEffect } from "react";

export function OpenTarget() {
  useEffect(() => {
    const open = () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const folded = target?.closest("details");
      if (!folded) return;
      folded.open = true;
      folded.scrollIntoView();
    };
    open();
    window.addEventListener("hashchange", open);
    return () => window.removeEventListener("hashchange", open);
  }, []);
  return null;
}
