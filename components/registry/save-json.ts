"use client";
// Hands data to the browser as a file.

/** Saves `data` as `<name>.json`, with what is no file name in it replaced. */
export function saveJson(name: string, data: unknown): void {
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(data, null, 2)}\n`], { type: "application/json" }),
  );
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name.replace(/[^A-Za-z0-9.-]+/g, "-")}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
