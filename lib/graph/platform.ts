// How a platform is written, wherever one is shown or compared.
import { type Platform, platformText } from "#lib/oci";

/**
 * "linux/arm64/v8", "windows/amd64 10.0.20348.2113"; undefined where the index does not name one. BuildKit puts
 * "unknown/unknown" on its attestations: that is not a platform, but a mark to keep runtimes away.
 */
export function platformName(platform: Platform | undefined): string | undefined {
  if (!platform?.os || !platform.architecture) return undefined;
  if (platform.os === "unknown" || platform.architecture === "unknown") return undefined;
  const version = platform["os.version"] ? ` ${platform["os.version"]}` : "";
  return `${platformText(platform)}${version}`.slice(0, 128);
}
