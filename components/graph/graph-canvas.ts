// The drawing itself: Cytoscape for elements, camera and lines, a canvas above it for the cards. Knows no React.
import cytoscape, { type Core } from "cytoscape";
import { CardPainter } from "./card-painter.ts";
import { CARD, type DrawnEdge, type DrawnGraph } from "./drawn-graph.ts";
import { type LayoutWorker, startLayoutWorker } from "./layout-worker.ts";
import { isDoubtful, LineElements } from "./line-elements.ts";
import { pointBefore } from "./line-shape.ts";
import { lineStyles } from "./line-style.ts";
import { nextFrame } from "./next-frame.ts";
import { readPalette } from "./palette.ts";
import { placeLate } from "./place-late.ts";
import { boundsOf, type Placement, type Point } from "./placement.ts";
import { pathToRoot } from "./walk.ts";

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

const MARGIN = 24;
const ZOOMS = { min: 0.15, max: 2.5 };
const DIMMED = 0.35;
const FADE_MS = 120;

export class GraphCanvas {
  private readonly cy: Core;
  private readonly elements: LineElements;
  private readonly layer: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D;
  private readonly host: HTMLElement;
  private readonly handlers: CanvasHandlers;
  private readonly watcher: ResizeObserver;
  private painter: CardPainter;
  private worker: Promise<LayoutWorker> | undefined;
  private graph: DrawnGraph = { nodes: [], edges: [] };
  private placement: Placement = { spots: new Map(), routes: new Map() };
  private laidOut = new Set<string>();
  private readonly seen = new Set<string>();
  /** When the cards that still fade in came, in milliseconds of the page's life. */
  private readonly born = new Map<string, number>();
  private selected: string | undefined;
  /** The lines from the selected card to what was asked for. */
  private path: DrawnEdge[] = [];
  private hovered: string | undefined;
  private layoutRun = 0;
  private ended = false;
  private readonly workerUrl: string | undefined;

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
    this.painter = new CardPainter(context, palette);
    this.cy = cytoscape({
      container: stage,
      style: lineStyles(palette),
      minZoom: ZOOMS.min,
      maxZoom: ZOOMS.max,
      autoungrabify: true,
      autounselectify: true,
      boxSelectionEnabled: false,
    });
    this.elements = new LineElements(this.cy);
    this.listen(stage);
    this.watcher = new ResizeObserver(() => this.cy.resize());
    this.watcher.observe(host);
  }

  /**
   * Draws another state of the graph. What was drawn before keeps its place; what is new fades in beside it until
   * `layOut` is called.
   */
  show(graph: DrawnGraph): void {
    this.graph = graph;
    if (this.laidOut.size === 0) return;
    this.placement = placeLate(this.placement, graph);
    this.draw().catch(() => {});
    this.handlers.onLate(graph.nodes.filter((node) => !this.laidOut.has(node.id)).length);
  }

  /**
   * Lays the whole graph out anew. With an anchor the card `to` comes where `from` was on the screen (a group and
   * its first member, say); without, what was asked for comes into view.
   */
  async layOut(anchor?: Anchor): Promise<void> {
    const run = ++this.layoutRun;
    const graph = this.graph;
    this.worker ??= startLayoutWorker(this.workerUrl);
    const placement = await (await this.worker).layout(graph);
    // Reading a large answer took its time; what follows can wait for a frame.
    await nextFrame();
    if (run !== this.layoutRun || this.ended) return;
    const before = anchor && this.placement.spots.get(anchor.from);
    this.laidOut = new Set(placement.spots.keys());
    // What came while the worker was at it is late by now.
    this.placement = placeLate(placement, this.graph);
    const after = anchor && placement.spots.get(anchor.to);
    if (before && after) {
      const zoom = this.cy.zoom();
      this.cy.panBy({ x: (before.x - after.x) * zoom, y: (before.y - after.y) * zoom });
    } else this.home();
    this.handlers.onLate(this.graph.nodes.filter((node) => !this.laidOut.has(node.id)).length);
    this.handlers.onLaidOut();
    await this.draw();
  }

  /** Marks a card and the lines from it to what was asked for; undefined: none. */
  select(id: string | undefined): void {
    this.selected = id;
    this.path = id === undefined ? [] : pathToRoot(id, this.graph);
    this.repaint();
  }

  /** Brings a card into view with as little movement as possible. */
  reveal(id: string): void {
    const spot = this.placement.spots.get(id);
    if (!spot) return;
    const zoom = this.cy.zoom();
    const pan = this.cy.pan();
    const box = { x: spot.x * zoom + pan.x, y: spot.y * zoom + pan.y };
    const [width, height] = [CARD.width * zoom, CARD.height * zoom];
    const by = {
      x: shift(box.x, width, this.host.clientWidth),
      y: shift(box.y, height, this.host.clientHeight),
    };
    if (by.x !== 0 || by.y !== 0) this.cy.panBy(by);
  }

  /**
   * Full size, what was asked for at the left: all of it in the middle where it fits, else from the top, unless
   * what was asked for would not be in view.
   */
  home(): void {
    const box = this.bounds();
    const root = this.graph.nodes.find((node) => node.isRoot);
    const anchor = (root && this.placement.spots.get(root.id)) ?? { x: box.x, y: box.y };
    const room = this.host.clientHeight;
    const fits = box.height + 2 * MARGIN <= room;
    const top = fits ? (room - box.height) / 2 - box.y : MARGIN - box.y;
    const isInView = anchor.y + top + CARD.height + MARGIN <= room;
    const y = isInView ? top : room / 2 - anchor.y - CARD.height / 2;
    const x = MARGIN - Math.min(anchor.x, box.x);
    this.cy.viewport({ zoom: 1, pan: { x: Math.round(x), y: Math.round(y) } });
  }

  /** All of it in view, at most at full size. */
  fit(): void {
    const box = this.bounds();
    const [width, height] = [this.host.clientWidth, this.host.clientHeight];
    const fitting = Math.min((width - 2 * MARGIN) / box.width, (height - 2 * MARGIN) / box.height);
    const zoom = Math.max(ZOOMS.min, Math.min(1, fitting));
    const pan = {
      x: (width - box.width * zoom) / 2 - box.x * zoom,
      y: (height - box.height * zoom) / 2 - box.y * zoom,
    };
    this.cy.viewport({ zoom, pan });
  }

  zoomBy(factor: number): void {
    const middle = { x: this.host.clientWidth / 2, y: this.host.clientHeight / 2 };
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: middle });
  }

  /** Moves what is seen by so many pixels. */
  scrollBy(x: number, y: number): void {
    this.cy.panBy({ x, y });
  }

  /** Reads the colours again, after the theme changed. */
  recolour(): void {
    const palette = readPalette(this.host);
    this.painter = new CardPainter(this.context, palette);
    this.cy.style(lineStyles(palette));
    this.repaint();
  }

  /** Where the cards stand, in the graph's own pixels: for moving along the lines by keyboard. */
  get spots(): ReadonlyMap<string, Point> {
    return this.placement.spots;
  }

  /** The rectangle that the drawing covers on the screen, relative to the host. */
  get screenBounds(): { x: number; y: number; width: number; height: number } {
    const box = this.bounds();
    const zoom = this.cy.zoom();
    const pan = this.cy.pan();
    return {
      x: box.x * zoom + pan.x,
      y: box.y * zoom + pan.y,
      width: box.width * zoom,
      height: box.height * zoom,
    };
  }

  end(): void {
    this.ended = true;
    this.watcher.disconnect();
    this.worker?.then((worker) => worker.end()).catch(() => {});
    this.cy.destroy();
    this.host.replaceChildren();
  }

  private bounds() {
    const spots = this.graph.nodes.flatMap((node) => this.placement.spots.get(node.id) ?? []);
    return boundsOf(spots, CARD);
  }

  private listen(stage: HTMLElement): void {
    const { cy } = this;
    cy.on("render", () => this.paint());
    cy.on("tap", (event) => {
      const id: string | undefined = event.target === cy ? undefined : event.target.id();
      const isGroup = this.graph.nodes.some((node) => node.id === id && node.members);
      if (id !== undefined && isGroup) this.handlers.onOpen(id);
      else this.handlers.onSelect(id);
    });
    cy.on("mouseover", "node", (event) => this.hover(event.target.id()));
    cy.on("mouseout", "node", () => this.hover(undefined));
    // The wheel scrolls, as everywhere on the page; with Ctrl (a pinch on a touch pad, too) it zooms.
    stage.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        event.stopPropagation();
        if (!event.ctrlKey && !event.metaKey) {
          this.scrollBy(event.shiftKey ? -event.deltaY : -event.deltaX, event.shiftKey ? 0 : -event.deltaY);
          return;
        }
        const box = stage.getBoundingClientRect();
        const renderedPosition = { x: event.clientX - box.left, y: event.clientY - box.top };
        cy.zoom({ level: cy.zoom() * Math.exp(-event.deltaY / 240), renderedPosition });
      },
      { passive: false, capture: true },
    );
  }

  private hover(id: string | undefined): void {
    this.hovered = id;
    const node = this.graph.nodes.find((other) => other.id === id);
    this.host.title = node ? [node.whole, node.fact].filter(Boolean).join(", ") : "";
    this.host.style.cursor = node ? "pointer" : "";
    this.repaint();
  }

  /** Brings the picture in line with graph and placement: cards at once, lines as fast as frames allow. */
  private async draw(): Promise<void> {
    for (const { id } of this.graph.nodes) {
      if (!this.seen.has(id)) this.born.set(id, performance.now());
      this.seen.add(id);
    }
    this.select(this.selected);
    await this.elements.bringInLine(this.graph, this.placement);
  }

  private repaint(): void {
    if (!this.ended) this.cy.forceRender();
  }

  /** Paints the cards in view; runs after each of Cytoscape's own frames, so both stand on the same camera. */
  private paint(): void {
    const { cy, context, layer, host } = this;
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(host.clientWidth * scale), Math.round(host.clientHeight * scale)];
    if (layer.width !== width || layer.height !== height) {
      layer.width = width;
      layer.height = height;
    }
    const zoom = cy.zoom();
    const pan = cy.pan();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(zoom * scale, 0, 0, zoom * scale, pan.x * scale, pan.y * scale);
    const seen = { left: -pan.x / zoom, top: -pan.y / zoom };
    const isInView = ({ x, y }: Point) =>
      x + CARD.width + 8 > seen.left &&
      x < seen.left + host.clientWidth / zoom &&
      y + CARD.height + 24 > seen.top &&
      y - 24 < seen.top + host.clientHeight / zoom;
    this.paintLines();
    let isFading = false;
    for (const node of this.graph.nodes) {
      const spot = this.placement.spots.get(node.id);
      if (!spot || !isInView(spot)) continue;
      const age = this.fade(node.id);
      isFading ||= age < 1;
      const isSelected = node.id === this.selected;
      const mood = {
        isSelected,
        isHovered: node.id === this.hovered,
        opacity: age * (node.isDimmed ? DIMMED : 1),
      };
      this.painter.paint(node, spot, mood, zoom);
    }
    if (isFading) requestAnimationFrame(() => this.repaint());
  }

  private paintLines(): void {
    const { placement, painter } = this;
    for (const edge of this.path)
      painter.selectedLine(placement.routes.get(edge.id) ?? [], edge.relation !== "contains");
    for (const edge of this.graph.edges) {
      const isContradicted = edge.proof === "contradicted";
      if (!isContradicted && !isDoubtful(edge)) continue;
      const point = pointBefore(placement.routes.get(edge.id) ?? [], isContradicted ? 24 : 5);
      if (point && isContradicted) painter.cross(point);
      else if (point) painter.ring(point);
    }
  }

  /** 0 to 1 over the first 120 ms of a card's life; at once for those who asked for no motion. */
  private fade(id: string): number {
    const born = this.born.get(id);
    if (born === undefined) return 1;
    const part = (performance.now() - born) / FADE_MS;
    if (part < 1 && !matchMedia("(prefers-reduced-motion: reduce)").matches) return part;
    this.born.delete(id);
    return 1;
  }
}

/** How far a stretch has to be moved so that it lies inside, with a margin where there is room for one. */
function shift(start: number, length: number, room: number): number {
  const margin = Math.min(MARGIN, Math.max(0, (room - length) / 2));
  if (start < margin) return margin - start;
  const over = start + length - (room - margin);
  return over > 0 ? -over : 0;
}
