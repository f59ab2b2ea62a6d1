/**
 * The first variant whose share of the hundred holds the percentage: shares are laid end to end in the given order,
 * and a percentage behind the last one belongs to nobody, which means control. reference: §1.8
 */
export function variantAt<V extends { readonly weight: number }>(
  variants: readonly V[],
  percentage: number,
): V | undefined {
  let start = 0;
  for (const variant of variants) {
    const end = variant.weight + start;
    if (start <= percentage && percentage < end) return variant;
    start = end;
  }
  return undefined;
}
