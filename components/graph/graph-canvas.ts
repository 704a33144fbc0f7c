// The drawing itself: Cytoscape for the lines, the areas to hit and the camera, a canvas above it for the cards.
// Knows no React.
import cytoscape, { type Core } from "cytoscape";
import { type Box, contains, inView, isSameView, type Side, type View, widened, ZOOMS } from "./camera.ts";
import { CardPainter, isCardSeen } from "./card-painter.ts";
import { CARD, type DrawnGraph } from "./drawn-graph.ts";
import { Fading } from "./fading.ts";
import { type LayoutWorker, startLayoutWorker } from "./layout-worker.ts";
import { LineElements } from "./line-elements.ts";
import { lineStyles } from "./line-style.ts";
import { MarkPainter } from "./mark-painter.ts";
import { nextFrame } from "./next-frame.ts";
import { type Palette, readPalette } from "./palette.ts";
import { placeLate } from "./place-late.ts";
import { boundsOf, type Placement, type Point } from "./placement.ts";
import { type Sight, Viewpoint } from "./viewpoint.ts";
import { pathToRoot } from "./walk.ts";
import { watchWheel } from "./wheel.ts";

export type CanvasHandlers = {
  /** A card was clicked or tapped; undefined: the ground was. */
  onSelect: (id: string | undefined) => void;
  /** A folded group was clicked. */
  onOpen: (id: string) => void;
  /** How many cards stand where no layout put them. */
  onLate: (count: number) => void;
  onLaidOut: () => void;
  /** The drawing stands still for a moment: what is seen of it. */
  onRest: (sight: Sight) => void;
};

/** A graph, and where its parts stand. */
export type Drawing = { graph: DrawnGraph; placement: Placement };

/** Which card has to come where which one was. */
export type Anchor = { from: string; to: string };

const DIMMED = 0.35;
/** Long enough that nothing is counted while it moves. */
const REST_MS = 120;
/** So much of what is seen is kept ready on every side of it: a drag finds its lines there. */
const AROUND = 0.5;

export class GraphCanvas {
  private readonly host: HTMLElement;
  private readonly handlers: CanvasHandlers;
  private readonly cy: Core;
  private readonly eye: Viewpoint;
  private readonly lines: LineElements;
  private readonly layer: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D;
  private readonly watcher: ResizeObserver;
  private readonly workerUrl: string | undefined;
  private readonly fading = new Fading();
  private worker: Promise<LayoutWorker> | undefined;
  private cards: CardPainter;
  private marks: MarkPainter;
  private graph: DrawnGraph = { nodes: [], edges: [] };
  private placement: Placement = { spots: new Map(), routes: new Map() };
  private laidOut = new Set<string>();
  /** The graph or the placement changed since the drawing was brought in line. */
  private isStale = false;
  /** What Cytoscape was told to have. */
  private covered: Box | undefined;
  private isLayingOut = false;
  private selected: string | undefined;
  private hovered: string | undefined;
  /** Where the camera stood when the cards were painted last. */
  private painted: View | undefined;
  private layoutRun = 0;
  private frame = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;

  /** `host` is positioned and has a size. `workerUrl` only where no bundler knows the worker's address. */
  constructor(host: HTMLElement, handlers: CanvasHandlers, workerUrl?: string) {
    this.host = host;
    this.handlers = handlers;
    this.workerUrl = workerUrl;
    const stage = document.createElement("div");
    stage.style.cssText = "position:absolute;inset:0";
    this.layer = document.createElement("canvas");
    this.layer.style.cssText = "position:absolute;inset:0;width:100%;height:100%;pointer-events:none";
    host.append(stage, this.layer);
    const context = this.layer.getContext("2d");
    if (!context) throw new Error("this browser draws on no canvas");
    this.context = context;
    const palette = readPalette(host);
    [this.cards, this.marks] = paintersFor(context, palette);
    this.cy = cytoscape({
      container: stage,
      style: lineStyles(palette),
      minZoom: ZOOMS.min,
      maxZoom: ZOOMS.max,
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
    });
    const room = { width: host.clientWidth, height: host.clientHeight };
    this.eye = new Viewpoint(this.cy, room, () => this.repaint());
    this.lines = new LineElements(this.cy);
    this.watcher = new ResizeObserver(([entry]) => {
      if (entry) this.eye.room = { width: entry.contentRect.width, height: entry.contentRect.height };
      this.cy.resize();
      this.settle();
      this.repaint();
    });
    this.watcher.observe(host);
    this.listen(stage);
  }

  /**
   * Draws another state of the graph. What was drawn before keeps its place; what is new fades in beside it until
   * `layOut` is called.
   */
  show(graph: DrawnGraph): void {
    this.graph = graph;
    if (this.laidOut.size > 0) this.change();
  }

  /**
   * Lays the whole graph out anew. With an anchor the card `to` comes where `from` was on the screen (a group and
   * its first member, say); without, the first sight of it is shown.
   */
  async layOut(anchor?: Anchor): Promise<void> {
    const run = ++this.layoutRun;
    this.isLayingOut = true;
    this.worker ??= startLayoutWorker(this.workerUrl);
    const placement = await (await this.worker).layout(this.graph);
    // Reading a large answer took its time; what follows can wait for a frame.
    await nextFrame();
    if (run !== this.layoutRun) return;
    this.isLayingOut = false;
    const before = anchor && this.placement.spots.get(anchor.from);
    const after = anchor && placement.spots.get(anchor.to);
    this.laidOut = new Set(placement.spots.keys());
    this.placement = placement;
    if (before && after) this.eye.keep(before, after);
    else {
      this.eye.isTouched = false;
      this.home();
      if (this.selected !== undefined) this.reveal(this.selected);
    }
    this.change();
    this.handlers.onLaidOut();
  }

  /** Marks a card and the lines from it to what was asked for; undefined: none. */
  select(id: string | undefined): void {
    this.selected = id;
    this.markPath();
    this.repaint();
  }

  /** Brings a card into view with as little movement as possible. */
  reveal(id: string): void {
    const spot = this.placement.spots.get(id);
    if (spot) this.eye.reveal({ ...spot, width: CARD.width, height: CARD.height });
  }

  /** The first sight: readable, what was asked for at the left, all of it where that fits. */
  home(): void {
    const box = this.bounds();
    const root = this.graph.nodes.find((node) => node.isRoot);
    const { x, y } = (root && this.placement.spots.get(root.id)) ?? box;
    this.eye.home(box, { x, y, width: CARD.rootWidth, height: CARD.height });
  }

  /** The first sight again of what has grown meanwhile, unless the reader chose a card or another sight. */
  settle(): void {
    if (this.laidOut.size > 0 && this.selected === undefined && !this.eye.isTouched) this.home();
  }

  /** All of it in view, at most at full size. */
  fit(): void {
    this.eye.fit(this.bounds());
  }

  zoomBy(factor: number): void {
    this.eye.zoomBy(factor);
  }

  /** Moves what is seen by so many pixels. */
  scrollBy(x: number, y: number): void {
    this.eye.scrollBy({ x, y });
  }

  /** Moves on to the cards that lie beyond one side. */
  goOn(side: Side): void {
    this.eye.goOn(side, this.bounds());
  }

  /** Reads the colours again, after the theme changed. */
  recolour(): void {
    const palette = readPalette(this.host);
    [this.cards, this.marks] = paintersFor(this.context, palette);
    this.cy.style(lineStyles(palette));
    this.change();
  }

  /** The graph as it stands, once it was laid out: for those who draw it elsewhere. */
  get drawing(): Drawing | undefined {
    if (this.laidOut.size === 0) return undefined;
    return { graph: this.graph, placement: placeLate(this.placement, this.graph) };
  }

  /** Where the cards stand, in the graph's own pixels: for moving along the lines by keyboard. */
  get spots(): ReadonlyMap<string, Point> {
    return this.placement.spots;
  }

  end(): void {
    // A layout that is under way comes to nothing.
    this.layoutRun++;
    this.watcher.disconnect();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
    this.worker?.then((worker) => worker.end()).catch(() => {});
    this.cy.destroy();
    this.host.replaceChildren();
  }

  private bounds(): Box {
    return boundsOf(this.shown(), CARD);
  }

  /** Where the cards of this state of the graph stand. */
  private shown(): Point[] {
    return this.graph.nodes.flatMap((node) => this.placement.spots.get(node.id) ?? []);
  }

  private listen(stage: HTMLElement): void {
    const { cy } = this;
    // Cards and lines stand on the same camera, whichever of the two frames comes first.
    cy.on("render", () => {
      if (!this.painted || !isSameView(this.painted, this.eye.view)) this.paint();
    });
    cy.on("viewport", () => this.repaint());
    cy.on("tap", (event) => {
      const id: string | undefined = event.target === cy ? undefined : event.target.id();
      const isGroup = this.graph.nodes.some((node) => node.id === id && node.members);
      if (id !== undefined && isGroup) this.handlers.onOpen(id);
      else this.handlers.onSelect(id);
    });
    cy.on("mouseover", "node", (event) => this.hover(event.target.id()));
    cy.on("mouseout", "node", () => this.hover(undefined));
    watchWheel(stage, {
      onScroll: ({ x, y }) => this.scrollBy(x, y),
      onZoom: (factor, at) => this.eye.zoomBy(factor, at),
    });
  }

  private hover(id: string | undefined): void {
    if (id === this.hovered) return;
    this.hovered = id;
    const node = this.graph.nodes.find((other) => other.id === id);
    this.host.title = node ? [node.whole, node.fact].filter(Boolean).join(", ") : "";
    this.host.style.cursor = node ? "pointer" : "";
    this.repaint();
  }

  private change(): void {
    this.isStale = true;
    this.repaint();
  }

  /** In the next frame, once, however many changes come before it. */
  private repaint(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      if (this.isStale) this.bringInLine();
      this.cover();
      this.paint();
    });
  }

  /** Sees to it that Cytoscape has the lines in view, and those that a drag would bring into view. */
  private cover(): void {
    const seen = inView(this.eye.view, this.eye.room);
    if (this.laidOut.size === 0 || (this.covered && contains(this.covered, seen))) return;
    this.covered = widened(seen, AROUND);
    this.lines.cover(this.covered).catch(() => {});
  }

  /** Gives what came late its place, and tells the painters what there is now. */
  private bringInLine(): void {
    this.isStale = false;
    const { graph } = this;
    if (this.laidOut.size === 0) return;
    this.placement = placeLate(this.placement, graph);
    this.lines.take(graph, this.placement);
    this.marks.take(graph, this.placement);
    this.covered = undefined;
    this.markPath();
    if (!this.isLayingOut) this.settle();
    const seen = inView(this.eye.view, this.eye.room);
    this.fading.meet(graph.nodes, (id) => {
      const spot = this.placement.spots.get(id);
      return spot !== undefined && isCardSeen(spot, seen);
    });
    if (this.isLayingOut) return;
    this.handlers.onLate(graph.nodes.filter((node) => !this.laidOut.has(node.id)).length);
  }

  private markPath(): void {
    const path = this.selected === undefined ? [] : pathToRoot(this.selected, this.graph);
    this.marks.mark(path, this.placement);
  }

  /** Paints the cards in view. */
  private paint(): void {
    const { view, room } = this.eye;
    const { context, layer } = this;
    this.painted = view;
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(room.width * scale), Math.round(room.height * scale)];
    if (layer.width !== width || layer.height !== height) {
      layer.width = width;
      layer.height = height;
    }
    const { zoom, pan } = view;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(zoom * scale, 0, 0, zoom * scale, pan.x * scale, pan.y * scale);
    const seen = inView(view, room);
    this.marks.paint(seen);
    const now = performance.now();
    for (const node of this.graph.nodes) {
      const spot = this.placement.spots.get(node.id);
      if (!spot || !isCardSeen(spot, seen)) continue;
      const opacity = this.fading.opacityOf(node.id, now) * (node.isDimmed ? DIMMED : 1);
      if (opacity === 0) continue;
      const mood = { isSelected: node.id === this.selected, isHovered: node.id === this.hovered, opacity };
      this.cards.paint(node, spot, mood, zoom);
    }
    if (this.fading.isOn(now)) this.repaint();
    this.tellAtRest();
  }

  private tellAtRest(): void {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      if (this.laidOut.size > 0) this.handlers.onRest(this.eye.sightOf(this.shown(), CARD));
    }, REST_MS);
  }
}

function paintersFor(context: CanvasRenderingContext2D, palette: Palette): [CardPainter, MarkPainter] {
  return [new CardPainter(context, palette), new MarkPainter(context, palette)];
}
