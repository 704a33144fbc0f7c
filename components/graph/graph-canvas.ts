// The drawing itself: Cytoscape for the lines, the areas to hit and the camera, a canvas above it for the cards.
// Knows no React.
import cytoscape, { type Core } from "cytoscape";
import {
  type Box,
  contains,
  firstView,
  inView,
  isSameView,
  moved,
  onScreen,
  revealing,
  type Size,
  type View,
  wholeView,
  widened,
  ZOOMS,
  zoomed,
} from "./camera.ts";
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
};

/** Which card has to come where which one was. */
export type Anchor = { from: string; to: string };

const DIMMED = 0.35;
/** So much of what is seen is kept ready on every side of it: a drag finds its lines there. */
const AROUND = 0.5;

export class GraphCanvas {
  private readonly host: HTMLElement;
  private readonly handlers: CanvasHandlers;
  private readonly cy: Core;
  private readonly lines: LineElements;
  private readonly layer: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D;
  private readonly watcher: ResizeObserver;
  private readonly workerUrl: string | undefined;
  private readonly fading = new Fading();
  private worker: Promise<LayoutWorker> | undefined;
  private cards: CardPainter;
  private marks: MarkPainter;
  private room: Size;
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
    this.room = { width: host.clientWidth, height: host.clientHeight };
    this.cy = cytoscape({
      container: stage,
      style: lineStyles(palette),
      minZoom: ZOOMS.min,
      maxZoom: ZOOMS.max,
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
    });
    this.lines = new LineElements(this.cy);
    this.watcher = new ResizeObserver(([entry]) => {
      if (entry) this.room = { width: entry.contentRect.width, height: entry.contentRect.height };
      this.cy.resize();
      this.look(this.view);
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
    if (before && after) {
      const { zoom } = this.view;
      this.look(moved(this.view, { x: (before.x - after.x) * zoom, y: (before.y - after.y) * zoom }));
    } else {
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
    if (spot) this.look(revealing(this.view, { ...spot, width: CARD.width, height: CARD.height }, this.room));
  }

  /** The first sight: readable, what was asked for at the left, all of it where that fits. */
  home(): void {
    const box = this.bounds();
    const root = this.graph.nodes.find((node) => node.isRoot);
    const { x, y } = (root && this.placement.spots.get(root.id)) ?? box;
    this.look(firstView(box, { x, y, width: CARD.rootWidth, height: CARD.height }, this.room));
  }

  /** All of it in view, at most at full size. */
  fit(): void {
    this.look(wholeView(this.bounds(), this.room));
  }

  zoomBy(factor: number): void {
    this.look(zoomed(this.view, factor, { x: this.room.width / 2, y: this.room.height / 2 }));
  }

  /** Moves what is seen by so many pixels. */
  scrollBy(x: number, y: number): void {
    this.look(moved(this.view, { x, y }));
  }

  /** Reads the colours again, after the theme changed. */
  recolour(): void {
    const palette = readPalette(this.host);
    [this.cards, this.marks] = paintersFor(this.context, palette);
    this.cy.style(lineStyles(palette));
    this.change();
  }

  /** Where the cards stand, in the graph's own pixels: for moving along the lines by keyboard. */
  get spots(): ReadonlyMap<string, Point> {
    return this.placement.spots;
  }

  /** The rectangle that the drawing covers on the screen, relative to the host. */
  get screenBounds(): Box {
    return onScreen(this.bounds(), this.view);
  }

  end(): void {
    // A layout that is under way comes to nothing.
    this.layoutRun++;
    this.watcher.disconnect();
    cancelAnimationFrame(this.frame);
    this.worker?.then((worker) => worker.end()).catch(() => {});
    this.cy.destroy();
    this.host.replaceChildren();
  }

  private bounds(): Box {
    const spots = this.graph.nodes.flatMap((node) => this.placement.spots.get(node.id) ?? []);
    return boundsOf(spots, CARD);
  }

  private get view(): View {
    return { zoom: this.cy.zoom(), pan: { ...this.cy.pan() } };
  }

  private listen(stage: HTMLElement): void {
    const { cy } = this;
    // Cards and lines stand on the same camera, whichever of the two frames comes first.
    cy.on("render", () => {
      if (!this.painted || !isSameView(this.painted, this.view)) this.paint();
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
      onZoom: (factor, at) => this.look(zoomed(this.view, factor, at)),
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

  private look(view: View): void {
    this.cy.viewport(view);
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
    const seen = inView(this.view, this.room);
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
    const seen = inView(this.view, this.room);
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
    this.painted = this.view;
    const { context, layer, room } = this;
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(room.width * scale), Math.round(room.height * scale)];
    if (layer.width !== width || layer.height !== height) {
      layer.width = width;
      layer.height = height;
    }
    const { zoom, pan } = this.view;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(zoom * scale, 0, 0, zoom * scale, pan.x * scale, pan.y * scale);
    const seen = inView(this.view, room);
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
  }
}

function paintersFor(context: CanvasRenderingContext2D, palette: Palette): [CardPainter, MarkPainter] {
  return [new CardPainter(context, palette), new MarkPainter(context, palette)];
}
