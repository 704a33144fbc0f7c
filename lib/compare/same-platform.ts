// One platform in several spellings, as containerd reads them (github.com/containerd/platforms, Normalize).

const ARCHITECTURES = new Map([
  ["x86_64", "amd64"],
  ["x86-64", "amd64"],
  ["aarch64", "arm64"],
  ["armhf", "arm"],
]);
/** The variant that is meant where none is named. */
const PLAIN_VARIANTS = new Map([
  ["amd64", "v1"],
  ["arm64", "v8"],
  ["arm", "v7"],
]);
/** Windows' build; what follows is another update of the same. */
const BUILD = /^\d+\.\d+\.\d+/;

/** Of "linux/arm64/v8" and of "linux/arm64" the same. */
export function plainPlatform(name: string): string {
  const [place = "", version = ""] = name.toLowerCase().split(" ", 2);
  const [os = "", architecture = "", variant] = place.split("/");
  const machine = ARCHITECTURES.get(architecture) ?? architecture;
  const plain = PLAIN_VARIANTS.get(machine);
  const kind = variant === undefined || /^\d$/.test(variant) ? variant && `v${variant}` : variant;
  return [os, machine, kind ?? plain ?? "", BUILD.exec(version)?.[0] ?? version].join("/");
}
