// How the top bar's menus look.

export const MENU_PANEL =
  "z-50 min-w-[180px] rounded-panel border border-line-2 bg-surface py-1 text-12 small:min-w-[240px] small:text-13";

/** A column for the tick, then the words. */
export const MENU_ITEM =
  "grid min-h-7 cursor-pointer grid-cols-[14px_minmax(0,1fr)] items-center gap-2 px-2.5 outline-none data-highlighted:bg-hover small:min-h-10";
