"use client";
// A menu of tick boxes behind a button: the filters.
import { Check, ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { buttonClasses } from "./button.tsx";

export type Choice<T extends string> = { value: T; content: React.ReactNode; count?: number };

/** None chosen means all. `onChange` gets the new list of values. */
export function ChoiceMenu<T extends string>({
  label,
  choices,
  chosen,
  onChange,
}: {
  label: string;
  choices: Choice<T>[];
  chosen: T[];
  onChange: (chosen: T[]) => void;
}) {
  const toggle = (value: T) =>
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={`${buttonClasses()} px-2! small:px-3!`}
        disabled={choices.length === 0}
      >
        {label}
        <span className={chosen.length > 0 ? "font-semibold text-accent" : "text-ink-3"}>
          {chosen.length > 0 ? chosen.length : "all"}
        </span>
        <ChevronDown size={14} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-[min(60dvh,var(--radix-dropdown-menu-content-available-height))] min-w-[200px] overflow-auto rounded-panel border border-line-2 bg-surface py-1 text-12"
        >
          {choices.map((choice) => (
            <DropdownMenu.CheckboxItem
              key={choice.value}
              checked={chosen.includes(choice.value)}
              onCheckedChange={() => toggle(choice.value)}
              // It stays open: more than one may be wanted.
              onSelect={(event) => event.preventDefault()}
              className="grid min-h-7 cursor-default grid-cols-[14px_minmax(0,1fr)_auto] items-center gap-2 px-2.5 outline-none data-highlighted:bg-hover small:min-h-9"
            >
              <DropdownMenu.ItemIndicator>
                <Check size={14} aria-hidden />
              </DropdownMenu.ItemIndicator>
              <span className="col-start-2 flex min-w-0 items-center gap-2">{choice.content}</span>
              <span className="text-ink-3">{choice.count}</span>
            </DropdownMenu.CheckboxItem>
          ))}
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item
            disabled={chosen.length === 0}
            onSelect={() => onChange([])}
            className="flex min-h-7 cursor-default items-center px-2.5 pl-[34px] text-ink-2 outline-none data-disabled:text-ink-3 data-highlighted:bg-hover small:min-h-9"
          >
            All
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
