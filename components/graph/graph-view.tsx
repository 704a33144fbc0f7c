"use client";
// The graph as a part of the page: it hands the drawing what to draw, and takes keys and clicks.
import { List, Maximize, Minus, Network, Plus } from "lucide-react";
import { useCallback, useEffect, useId, useRef, useState } from "react";
import { Button, IconButton } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { countOf } from "../ui/format.ts";
import { BeyondCue } from "./beyond-cue.tsx";
import type { Side } from "./camera.ts";
import type { DrawnGraph } from "./drawn-graph.ts";
import type { Anchor, Drawing, GraphCanvas } from "./graph-canvas.ts";
import { Legend } from "./legend.tsx";
import { nextFrame } from "./next-frame.ts";
import type { Sight } from "./viewpoint.ts";
import { type Direction, stepFrom } from "./walk.ts";

const KEYS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

// Long enough for most explorations to be over: then the first layout is the only one.
const FIRST_LAYOUT_MS = 700;
const LEGEND = { width: 428, height: 152 };

export type GraphViewProps = {
  graph: DrawnGraph;
  selected: string | undefined;
  /** "click" is worth a step back, "key" is not. */
  onSelect: (id: string | undefined, by: "click" | "key") => void;
  /** A group is opened, or a card is to be looked at. */
  onOpen: (id: string) => void;
  /** More may come. */
  isGrowing: boolean;
  /** The group that was opened or closed last: the layout after it keeps its place. */
  anchor: Anchor | undefined;
  /** Changes when the reader asked for another layout by opening a group. */
  layoutKey: string;
  /** Changes with the reader's filters: another part of the graph, laid out and looked at anew. */
  filterKey: string;
  hasOpenGroups: boolean;
  onFoldAll: () => void;
  /** Whose eyes it is seen with; "" for everybody's. */
  description: string;
  /** Reads the graph as it stands; is given back empty when the view goes. */
  drawing: React.RefObject<(() => Drawing | undefined) | undefined>;
  /** Shown until there is something to see. */
  children?: React.ReactNode;
};

export function GraphView(props: GraphViewProps) {
  const { graph, selected, onSelect, onOpen } = props;
  const helpId = useId();
  const { host, canvas, late, isDrawn, fault, sight, layOut } = useGraphCanvas(props);
  const [legend, setLegend] = useLegend(host, sight);
  const spoken = graph.nodes.find((node) => node.id === selected)?.spoken;

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !canvas) return;
    const direction = KEYS[event.key];
    if (direction) {
      const from = selected ?? graph.nodes.find((node) => node.isRoot)?.id;
      if (from === undefined) return;
      const to = selected === undefined ? from : stepFrom(from, direction, graph, canvas.spots);
      onSelect(to, "key");
      canvas.reveal(to);
    } else if (event.key === "Enter" && selected !== undefined) onOpen(selected);
    else if (event.key === "Escape" && selected !== undefined) onSelect(undefined, "key");
    else if (event.key === "+" || event.key === "=") canvas.zoomBy(1.25);
    else if (event.key === "-") canvas.zoomBy(0.8);
    else if (event.key === "0") canvas.fit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const cue = {
    onGo: (side: Side) => canvas?.goOn(side),
    onGone: () => host.current?.focus(),
  };
  const beyond = isDrawn && !fault ? sight?.beyond : undefined;

  return (
    <div className="relative h-full min-h-0 overflow-hidden bg-bg">
      <div
        ref={host}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keys itself
        tabIndex={0}
        aria-label="Graph of what refers to this image"
        aria-describedby={helpId}
        onKeyDown={onKeyDown}
        className="absolute inset-0 touch-none focus-visible:outline-offset-[-2px]"
      />
      <p id={helpId} className="sr-only">
        {props.description && `Seen as ${props.description} sees it. `}
        Arrow keys move along the lines, Enter opens, Escape deselects. The tree shows the same as a list.
      </p>
      <p aria-live="polite" className="sr-only">
        {spoken}
      </p>
      {(!isDrawn || fault) && (
        <div className="absolute inset-0 overflow-auto">
          {fault ? (
            <p className="p-gutter text-ink-2">
              The graph could not be laid out: {fault}. The tree has it all.
            </p>
          ) : (
            props.children
          )}
        </div>
      )}
      {(["above", "left", "right"] as const).map((side) => (
        <BeyondCue key={side} side={side} count={beyond?.[side] ?? 0} {...cue} />
      ))}
      <div
        className={classes(
          "pointer-events-none absolute bottom-3 left-3 flex max-w-[calc(100%-24px)] flex-wrap-reverse items-center gap-2 *:pointer-events-auto",
          legend && "max-w-[calc(100%-436px)] small:max-w-[calc(100%-24px)]",
        )}
      >
        <div className="flex rounded-control border border-line bg-surface">
          <IconButton label="Zoom out" onClick={() => canvas?.zoomBy(0.8)}>
            <Minus size={16} aria-hidden />
          </IconButton>
          <IconButton label="Zoom in" onClick={() => canvas?.zoomBy(1.25)}>
            <Plus size={16} aria-hidden />
          </IconButton>
          <IconButton label="Fit into view" onClick={() => canvas?.fit()}>
            <Maximize size={15} aria-hidden />
          </IconButton>
          <IconButton label="Lay out again" onClick={() => layOut()}>
            <Network size={15} aria-hidden />
          </IconButton>
          <IconButton
            label={legend ? "Hide the legend" : "Show the legend"}
            aria-pressed={legend}
            className="small:hidden"
            onClick={() => setLegend(!legend)}
          >
            <List size={15} aria-hidden />
          </IconButton>
        </div>
        {props.hasOpenGroups && isDrawn && <Button onClick={props.onFoldAll}>Fold the groups</Button>}
        {late > 0 && isDrawn && (
          <Button onClick={() => layOut()}>Lay out again, {countOf(late, "card")} came late</Button>
        )}
        <BeyondCue side="below" count={beyond?.below ?? 0} {...cue} />
      </div>
      {legend && isDrawn && (
        <div className="absolute right-4 bottom-3.5 small:hidden">
          <Legend />
        </div>
      )}
    </div>
  );
}

/** The drawing's life: made once, shown each graph, laid out when it first stands still or the reader asks. */
function useGraphCanvas(props: GraphViewProps) {
  const { graph, selected, onSelect, onOpen } = props;
  const host = useRef<HTMLDivElement>(null);
  const [canvas, setCanvas] = useState<GraphCanvas>();
  const [late, setLate] = useState(0);
  const [isDrawn, setDrawn] = useState(false);
  const [fault, setFault] = useState<string>();
  const [sight, setSight] = useState<Sight>();
  const handlers = useRef({ onSelect, onOpen });
  handlers.current = { onSelect, onOpen };

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let made: GraphCanvas | undefined;
    let gone = false;
    import("./graph-canvas.ts").then(async ({ GraphCanvas }) => {
      // To run so much code for the first time took its time; to make the drawing takes as long again.
      await nextFrame();
      if (gone) return;
      made = new GraphCanvas(element, {
        onSelect: (id) => handlers.current.onSelect(id, "click"),
        onOpen: (id) => handlers.current.onOpen(id),
        onLate: setLate,
        onLaidOut: () => setDrawn(true),
        onRest: setSight,
      });
      setCanvas(made);
    }, report);
    const stopWatching = watchTheme(() => made?.recolour());
    return () => {
      gone = true;
      stopWatching();
      made?.end();
      setCanvas(undefined);
      setDrawn(false);
    };
    function report(thrown: unknown) {
      setFault(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }, []);

  const layOut = useCallback(
    (keeping?: Anchor) => {
      setFault(undefined);
      canvas?.layOut(keeping).catch((thrown: Error) => setFault(thrown.message));
    },
    [canvas],
  );

  const { drawing } = props;
  useEffect(() => {
    drawing.current = () => canvas?.drawing;
    return () => {
      drawing.current = undefined;
    };
  }, [canvas, drawing]);

  useEffect(() => canvas?.show(graph), [canvas, graph]);
  useEffect(() => {
    canvas?.select(selected);
    if (isDrawn && selected !== undefined) canvas?.reveal(selected);
  }, [canvas, selected, isDrawn]);

  useLayouts({ ...props, canvas, isDrawn, layOut });

  return { host, canvas, late, isDrawn, fault, sight, layOut };
}

/** The legend opens by itself only where it hides nothing, and closes by itself when what grows comes beneath it. */
function useLegend(
  host: React.RefObject<HTMLDivElement | null>,
  sight: Sight | undefined,
): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const [byItself, setByItself] = useState<boolean>();
  const [chosen, setChosen] = useState<boolean>();
  useEffect(() => {
    const element = host.current;
    if (!sight || sight.isTouched || !element) return;
    const { bounds: box } = sight;
    const [width, height] = [element.clientWidth, element.clientHeight];
    const overlaps = box.x + box.width > width - LEGEND.width && box.y + box.height > height - LEGEND.height;
    setByItself((before) => before !== false && width > 760 && !overlaps);
  }, [host, sight]);
  return [chosen ?? byItself ?? false, setChosen];
}

/**
 * Lays out when the graph first stands still, and again when the reader opens or closes a group, or filters. What came
 * after the first layout keeps its place; once all is there, the camera takes it in.
 */
function useLayouts({
  canvas,
  graph,
  isGrowing,
  isDrawn,
  anchor,
  layoutKey,
  filterKey,
  layOut,
}: Pick<GraphViewProps, "graph" | "isGrowing" | "anchor" | "layoutKey" | "filterKey"> & {
  canvas: GraphCanvas | undefined;
  isDrawn: boolean;
  layOut: (keeping?: Anchor) => void;
}) {
  const hasMore = graph.nodes.length > 1;
  const isEmpty = graph.nodes.length === 0;
  const latest = useRef({ anchor });
  latest.current = { anchor };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new layoutKey is the reader's wish for a new layout
  useEffect(() => {
    if (!canvas || isEmpty) return;
    if (isDrawn) layOut(latest.current.anchor);
  }, [layoutKey]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above, of a new filter
  useEffect(() => {
    if (!canvas || isEmpty) return;
    if (isDrawn) layOut();
  }, [filterKey]);

  useEffect(() => {
    if (!canvas || isDrawn || isEmpty) return;
    if (isGrowing && !hasMore) return;
    const timer = setTimeout(() => layOut(), isGrowing ? FIRST_LAYOUT_MS : 0);
    return () => clearTimeout(timer);
  }, [canvas, isDrawn, isGrowing, hasMore, isEmpty, layOut]);

  useEffect(() => {
    if (!isGrowing) canvas?.settle();
  }, [canvas, isGrowing]);
}

/** Calls back when the theme may have changed: the page's attribute, or the system's setting. */
function watchTheme(changed: () => void): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-theme", "class", "style"],
  });
  dark.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    dark.removeEventListener("change", changed);
  };
}
