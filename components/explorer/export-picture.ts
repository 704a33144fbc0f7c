"use client";
// The graph as a picture: as it stands on the screen, or laid out for the occasion where it is not looked at.
import { captionOf, type GraphExport } from "#lib/export";
import type { DrawnGraph } from "../graph/drawn-graph.ts";
import { type Drawn, drawSvg } from "../graph/export-svg.ts";
import type { Measure } from "../graph/export-text.ts";
import type { Drawing } from "../graph/graph-canvas.ts";
import { startLayoutWorker } from "../graph/layout-worker.ts";
import { readPalette } from "../graph/palette.ts";

/** Reads the graph as it stands on the screen; undefined where another view is looked at. */
export type GraphDrawing = React.RefObject<(() => Drawing | undefined) | undefined>;

/** In the colours of the theme that is on. Rejects where the layout fails. */
export async function drawPicture(given: GraphExport, drawing: Drawing): Promise<Drawn> {
  const palette = readPalette(document.body);
  return drawSvg({ ...drawing, palette, caption: captionOf(given), measure: measure() });
}

export async function layOut(graph: DrawnGraph): Promise<Drawing> {
  const worker = await startLayoutWorker();
  try {
    return { graph, placement: await worker.layout(graph) };
  } finally {
    worker.end();
  }
}

function measure(): Measure {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) throw new Error("this browser draws on no canvas");
  return (text, font) => {
    context.font = font;
    return context.measureText(text).width;
  };
}
