// Where the drawing is looked at from. What the reader did is told apart from what we did, which may be done anew.
import type { Core } from "cytoscape";
import {
  type Box,
  beyond,
  firstView,
  moved,
  onScreen,
  revealing,
  type Side,
  type Size,
  towards,
  type View,
  wholeView,
  zoomed,
} from "./camera.ts";
import { boundsOf, type Point } from "./placement.ts";

export type Sight = {
  /** How many cards are not seen on each side. */
  beyond: Record<Side, number>;
  /** The rectangle that the drawing covers on the screen, relative to the pane. */
  bounds: Box;
  /** Whether the reader moved the camera. */
  isTouched: boolean;
};

export class Viewpoint {
  /** The size of the pane. */
  room: Size;
  /** The reader moved or zoomed, or opened a group that kept its place: now the camera is the reader's. */
  isTouched = false;
  private readonly cy: Core;
  private readonly onMove: () => void;

  constructor(cy: Core, room: Size, onMove: () => void) {
    this.cy = cy;
    this.room = room;
    this.onMove = onMove;
    // Cytoscape moves by itself where a finger or the mouse drags the ground.
    cy.on("dragpan pinchzoom", () => {
      this.isTouched = true;
    });
  }

  get view(): View {
    return { zoom: this.cy.zoom(), pan: { ...this.cy.pan() } };
  }

  look(view: View): void {
    this.cy.viewport(view);
    this.onMove();
  }

  /** The first sight of `box`, in which `root` is what was asked for. */
  home(box: Box, root: Box): void {
    this.look(firstView(box, root, this.room));
  }

  /** All of `box` in view, at most at full size. */
  fit(box: Box): void {
    this.turn(wholeView(box, this.room));
  }

  /** Closer by a factor; `at` stays where it is, or the middle does. */
  zoomBy(factor: number, at: Point = { x: this.room.width / 2, y: this.room.height / 2 }): void {
    this.turn(zoomed(this.view, factor, at));
  }

  scrollBy(by: Point): void {
    this.turn(moved(this.view, by));
  }

  /** Moves on to what of `box` lies beyond one side of the pane. */
  goOn(side: Side, box: Box): void {
    this.turn(moved(this.view, towards(side, box, this.view, this.room)));
  }

  /** Brings a box into view with as little movement as possible. */
  reveal(box: Box): void {
    this.look(revealing(this.view, box, this.room));
  }

  /** What stood at `before` stands at `after` now: it stays where it is on the screen. */
  keep(before: Point, after: Point): void {
    const { zoom } = this.view;
    this.turn(moved(this.view, { x: (before.x - after.x) * zoom, y: (before.y - after.y) * zoom }));
  }

  /** What is seen of these cards. */
  sightOf(spots: readonly Point[], card: Size): Sight {
    const { view, room, isTouched } = this;
    return {
      beyond: beyond(spots, card, view, room),
      bounds: onScreen(boundsOf(spots, card), view),
      isTouched,
    };
  }

  private turn(view: View): void {
    this.isTouched = true;
    this.look(view);
  }
}
