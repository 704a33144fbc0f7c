/** Why a list is not whole: "2 entries of the index could not be read". */
export function unreadableEntries(count: number, list: string): string {
  return `${count} ${count === 1 ? "entry" : "entries"} of ${list} could not be read`;
}
