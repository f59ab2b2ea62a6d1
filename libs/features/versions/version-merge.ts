/** One of the states that a version consists of: the default, or the override of a segment. */
export interface Content {
  /** Null: the default. */
  readonly segmentId: number | null;
  /** Of an override. */
  readonly featureSegmentId: number | null;
  readonly priority: number | null;
  /** Null: a place among the overrides without a state. */
  readonly stateId: number | null;
  /** The same text for the same state: whether it is enabled, its value, its shares. */
  readonly fingerprint: string | null;
}

type Key = Content['segmentId'];

/** What has to be done to a version so that it also has the changes of another. */
export interface Merge {
  /** What to take over; not there any more in the other one: what to take away. */
  readonly take: readonly Key[];
  /** The segments that override, the strongest first. */
  readonly order: readonly number[];
  /** What both have changed, each in its way. */
  readonly conflicts: readonly Key[];
  /** Whether both have moved overrides, each in its way. */
  readonly orderConflicts: boolean;
}

/** What differs between two versions: by key, what it was and what it is. */
export function changesBetween(
  before: readonly Content[],
  after: readonly Content[],
): { key: Key; from: Content | undefined; to: Content | undefined; changed: boolean; moved: boolean }[] {
  const [from, to] = [byKey(before), byKey(after)];
  const [places, newPlaces] = common([before, after]);
  const movedAll = new Set(newPlaces?.filter((id, place) => places?.[place] !== id));
  return [...new Set([...from.keys(), ...to.keys()])]
    .map((key) => ({
      key,
      from: from.get(key),
      to: to.get(key),
      changed: !isSame(from.get(key), to.get(key)),
      moved: key !== null && movedAll.has(key),
    }))
    .filter(({ changed, moved }) => changed || moved);
}

/** Brings what `from` has changed since `base` into `into`, which has changed in its own way since `base`. */
export function mergeVersions(base: readonly Content[], from: readonly Content[], into: readonly Content[]): Merge {
  const mine = byKey(into);
  const [was, theirs] = [byKey(base), byKey(from)];
  const news = changesBetween(base, from).filter(
    ({ key, changed }) => changed && !isSame(mine.get(key), theirs.get(key)),
  );
  const take = news.filter(({ key }) => isSame(was.get(key), mine.get(key))).map(({ key }) => key);
  const conflicts = news.map(({ key }) => key).filter((key) => !take.includes(key));
  const kept = new Set([...mine.keys()].filter((key) => !take.includes(key)));
  for (const key of take) if (theirs.has(key)) kept.add(key);
  return { take, conflicts, ...mergeOrders(base, from, into, kept) };
}

function mergeOrders(
  base: readonly Content[],
  from: readonly Content[],
  into: readonly Content[],
  kept: ReadonlySet<Key>,
): Pick<Merge, 'order' | 'orderConflicts'> {
  const [was, theirs, mine] = common([base, from, into]).map(String);
  const orderConflicts = theirs !== was && mine !== was && theirs !== mine;
  const [lead, other] = mine === was && theirs !== was ? [from, into] : [into, from];
  const order = placesOf(lead).filter((id) => kept.has(id));
  placesOf(other).forEach((id, place) => {
    if (kept.has(id) && !order.includes(id)) order.splice(place, 0, id);
  });
  return { order, orderConflicts };
}

const byKey = (contents: readonly Content[]): Map<Key, Content> =>
  new Map(contents.map((content) => [content.segmentId, content]));

const isSame = (one: Content | undefined, other: Content | undefined): boolean =>
  one === other || (one !== undefined && other !== undefined && one.fingerprint === other.fingerprint);

/** The segments that override, the strongest first. */
export function placesOf(contents: readonly Content[]): number[] {
  return contents
    .toSorted((one, other) => (one.priority ?? 0) - (other.priority ?? 0))
    .flatMap(({ segmentId }) => segmentId ?? []);
}

/** The order of those segments that are in all of them, in each of them. */
function common(versions: readonly (readonly Content[])[]): number[][] {
  const orders = versions.map(placesOf);
  return orders.map((order) => order.filter((id) => orders.every((other) => other.includes(id))));
}
