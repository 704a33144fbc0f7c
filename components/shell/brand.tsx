// The product's mark and name.

/** An image and what hangs on it: three lines into one point. */
export function BrandMark({ size = 18 }: { size?: number }) {
  return (
    <svg
      viewBox="0 0 18 18"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      aria-hidden="true"
    >
      <circle cx="9" cy="9" r="7.2" />
      <circle cx="9" cy="9" r="2.2" fill="currentColor" stroke="none" />
      <path d="M9 1.8v4.7M9 11.5v4.7M11.5 9h4.7" />
    </svg>
  );
}
