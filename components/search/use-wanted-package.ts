"use client";
// Which package is looked for in the image, kept in the address: absent while nobody asked, empty while the box is open.
import { parseAsString, useQueryState } from "nuqs";

export function useWantedPackage() {
  return useQueryState("package", parseAsString.withOptions({ history: "push" }));
}
