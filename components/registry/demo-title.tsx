// A demo registry's title, with the seed's drawing in place of its emoji.
import { SeedIcon } from "../ui/seed-name.tsx";

const SEEDS = { "🚲": "bicycle", "🏍": "motorcycle" } as const;

export function DemoTitle({ title }: { title: string }) {
  const [emoji, ...words] = title.split(" ");
  const seed = emoji === "🚲" || emoji === "🏍" ? SEEDS[emoji] : undefined;
  if (!seed) return <span>{title}</span>;
  return (
    <span className="inline-flex items-center gap-1.5 align-middle">
      <SeedIcon seed={seed} size={16} />
      {words.join(" ")}
    </span>
  );
}
