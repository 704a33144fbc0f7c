import { expect, it } from "vitest";
import { errorCodeOf } from "./error-body.ts";

const of = (body: string) => errorCodeOf(Buffer.from(body));

it.each([
  ['{"errors":[{"code":"NAME_UNKNOWN","message":"x"}]}', "NAME_UNKNOWN"],
  [' \n{"errors":[{"code":"unauthorized"}]}', "UNAUTHORIZED"],
  ['{"errors":[null,{"message":"x"},{"code":"DENIED"}]}', "DENIED"],
  ['{"errors":[{"code":7}]}', undefined],
  ['{"errors":[{"code":"<script>"}]}', undefined],
  [`{"errors":[{"code":"${"A".repeat(65)}"}]}`, undefined],
  ['{"errors":{"code":"X"}}', undefined],
  ['{"errors":[{"code":"CUT', undefined],
  ["404 page not found\n", undefined],
  ["<html>", undefined],
  ["", undefined],
  [`${'{"a":'.repeat(100)}1${"}".repeat(100)}`, undefined],
])("%.60s", (body, code) => {
  expect(of(body)).toBe(code);
});
