"use client";
// Saves the graph as a file: as it is on the screen, or, where a lens or filters are on, all of it.
import { Check, ChevronDown, Download } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { exportFileName, type GraphExport, saysTooLarge } from "#lib/export";
import { MENU_ITEM, MENU_PANEL } from "../shell/menu-classes.ts";
import { Button, buttonClasses } from "../ui/button.tsx";
import { countOf, formatCount } from "../ui/format.ts";
import { Asking } from "../ui/mark.tsx";
import { saveBlob, saveText } from "../ui/save-text.ts";
import type { ExplorationView } from "./exploration-view.ts";
import { TEXT_FORMATS, type TextFormat } from "./export-formats.ts";
import { drawnOf, type ExportChoice, givenOf, isNarrowed } from "./export-given.ts";
import type { GraphDrawing } from "./export-picture.ts";
import type { AskedReference } from "./scene.ts";
import type { Explored } from "./use-explored.ts";

export type ExportMenuProps = {
  view: ExplorationView;
  explored: Explored;
  reference: AskedReference;
  choice: ExportChoice;
  drawing: GraphDrawing;
};

export function ExportMenu(props: ExportMenuProps) {
  const { view, explored, reference, choice } = props;
  const [isWhole, setWhole] = useState(false);
  const { saveAsText, saveAsPicture, isBusy, note } = useExport(props, isWhole);
  const canWiden = isNarrowed(choice);
  const count = givenOf(view, explored, reference, choice, isWhole && canWiden).graph.nodes.length;
  return (
    <>
      <span role="status" className="text-12 text-ink-2 empty:hidden small:w-full">
        {note?.text}
      </span>
      {note?.isTooLarge && (
        <Button dense onClick={() => saveAsPicture("svg")}>
          Save the SVG
        </Button>
      )}
      {isBusy && <Asking>exporting</Asking>}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger
          aria-label="Export"
          title="Export"
          className={`${buttonClasses()} px-2! small:px-3!`}
          disabled={view.nodes.size === 0 || isBusy}
        >
          <Download size={14} aria-hidden />
          {/* The row is full at 1440: there the arrow into a tray has to do, with its name. */}
          <span className="max-[1560px]:hidden">Export</span>
          <ChevronDown size={14} aria-hidden className="max-[1560px]:hidden" />
        </DropdownMenu.Trigger>
        {/* In its place in the page, not at its end: the label is part of the page's content. */}
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className={`${MENU_PANEL} max-h-[70dvh] max-w-[calc(100vw-16px)] overflow-auto`}
        >
          <DropdownMenu.Label className="px-2.5 py-1.5 text-12 text-ink-3">
            {countOf(count, "node")}, {canWiden && isWhole ? "all that is known" : "as shown"}
            {view.phase === "done" && view.completeness === "complete" ? "" : "; the list may not be whole"}
          </DropdownMenu.Label>
          {canWiden && <WholeItem isWhole={isWhole} onChange={setWhole} />}
          <PictureItem
            name="SVG"
            about="the picture, to open anywhere"
            onSelect={() => saveAsPicture("svg")}
          />
          <PictureItem
            name="PNG"
            about="the picture in pixels, at twice its size"
            onSelect={() => saveAsPicture("png")}
          />
          {TEXT_FORMATS.map((format) => (
            <PictureItem key={format.name} {...format} onSelect={() => saveAsText(format)} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Root>
    </>
  );
}

function PictureItem({ name, about, onSelect }: { name: string; about: string; onSelect: () => void }) {
  return (
    <DropdownMenu.Item onSelect={onSelect} className={`${MENU_ITEM} grid-cols-[80px_minmax(0,1fr)]!`}>
      <span className="font-medium whitespace-nowrap">{name}</span>
      <span className="text-ink-3">{about}</span>
    </DropdownMenu.Item>
  );
}

function WholeItem({ isWhole, onChange }: { isWhole: boolean; onChange: (isWhole: boolean) => void }) {
  return (
    <>
      <DropdownMenu.CheckboxItem
        checked={isWhole}
        onCheckedChange={onChange}
        // It stays open: the format is still to be chosen.
        onSelect={(event) => event.preventDefault()}
        className={MENU_ITEM}
      >
        <DropdownMenu.ItemIndicator>
          <Check size={14} aria-hidden />
        </DropdownMenu.ItemIndicator>
        <span className="col-start-2">Everything, without lens and filters</span>
      </DropdownMenu.CheckboxItem>
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
    </>
  );
}

type Note = { text: string; isTooLarge?: boolean };

function useExport({ view, explored, reference, choice, drawing }: ExportMenuProps, wants: boolean) {
  const [isBusy, setBusy] = useState(false);
  const [note, setNote] = useState<Note>();
  const isWhole = wants && isNarrowed(choice);
  const given = () => givenOf(view, explored, reference, choice, isWhole);

  const saveAsText = ({ what, ending, mediaType, write }: TextFormat) => {
    const about = given();
    const text = write(about);
    setNote(
      saysTooLarge(text)
        ? { text: "Saved. GitHub draws no Mermaid text of this size by itself." }
        : undefined,
    );
    saveText(exportFileName(about, what, ending), mediaType, text);
  };

  const draw = async (about: GraphExport) => {
    const { drawPicture, layOut } = await import("./export-picture.ts");
    const onScreen = isWhole ? undefined : drawing.current?.();
    return drawPicture(about, onScreen ?? (await layOut(drawnOf(about, explored, isWhole))));
  };

  const save = async (ending: "svg" | "png") => {
    const about = given();
    const { svg, width, height } = await draw(about);
    const name = exportFileName(about, "graph", ending);
    if (ending === "svg") return saveText(name, "image/svg+xml", svg);
    const { pngOf, pngScale } = await import("../graph/export-png.ts");
    const scale = pngScale(width, height);
    if (scale === undefined) {
      const size = `${formatCount(width)} × ${formatCount(height)}`;
      return setNote({ text: `${size} pixels are too many for a PNG.`, isTooLarge: true });
    }
    if (scale === 1) setNote({ text: "Saved at its own size: twice that is too large for a PNG." });
    saveBlob(name, await pngOf(svg, width, height, scale));
  };

  const saveAsPicture = (ending: "svg" | "png") => {
    setBusy(true);
    setNote(undefined);
    save(ending)
      .catch((fault: unknown) =>
        setNote({ text: `No picture: ${fault instanceof Error ? fault.message : String(fault)}` }),
      )
      .finally(() => setBusy(false));
  };

  return { saveAsText, saveAsPicture, isBusy, note };
}
