// The package comes without types.
declare module "spdx-expression-parse" {
  type Expression = { license: string } | { left: Expression; right: Expression };
  /** Throws for what is not an SPDX licence expression. */
  function parseExpression(source: string): Expression;
  export = parseExpression;
}
