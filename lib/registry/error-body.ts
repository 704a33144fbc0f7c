// The distribution spec's error body, read for its first code.
import { isJsonObject, parseJson } from "#lib/oci";

const MAX_CODE = 64;

/**
 * The first `errors[].code` (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes),
 * upper case. Nothing for HTML, text, or any other JSON: error pages come from whatever stands before a registry.
 */
export function errorCodeOf(body: Uint8Array): string | undefined {
  // Cheaper than an exception for each of many pages of text.
  if (body.find((byte) => byte > 0x20) !== 0x7b) return undefined;
  try {
    const { value } = parseJson(body, { maxDepth: 16, maxTokens: 10_000 });
    const errors = isJsonObject(value) && Array.isArray(value.errors) ? value.errors : [];
    const first: unknown = errors.find((error) => isJsonObject(error) && typeof error.code === "string");
    const code = isJsonObject(first) && typeof first.code === "string" ? first.code : "";
    return /^\w+$/.test(code) && code.length <= MAX_CODE ? code.toUpperCase() : undefined;
  } catch {
    return undefined;
  }
}
