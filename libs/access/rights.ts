import { LEVELS, type AccessPath, type Level } from './access-path.js';

/** A permission of a role that counts for features with one of these tags only. */
export interface TagLimit {
  readonly permission: string;
  readonly tags: readonly number[];
}

/** One line of what is known about a caller on a path: who they are there, and a grant on one of its levels. */
export interface GrantRow {
  /** That of a member; `KEY` for a key that has what its roles give and nothing else. */
  readonly role: 'ADMIN' | 'USER' | 'KEY';
  readonly level: Level | null;
  readonly admin: boolean | null;
  /** Those without a limit. */
  readonly permissions: readonly string[] | null;
  readonly limits: readonly TagLimit[] | null;
  /** The group or the role that the grant belongs to; both null where it is the user's own. */
  readonly groupId: number | null;
  readonly roleId: number | null;
  readonly roleName: string | null;
  /** The tags of the feature that it is all about, where it is about one of the project's. */
  readonly featureTags: readonly number[];
}

const VIEW: Readonly<Record<Level, string | undefined>> = {
  organisation: undefined,
  project: 'VIEW_PROJECT',
  environment: 'VIEW_ENVIRONMENT',
};

/** What one caller may do on one thing, and on what lies above it. */
export class Rights {
  static readonly none = new Rights(false, new Set(), new Map(), new Map());

  private constructor(
    readonly member: boolean,
    private readonly adminOf: ReadonlySet<Level>,
    private readonly granted: ReadonlyMap<Level, readonly string[]>,
    private readonly limited: ReadonlyMap<Level, readonly TagLimit[]>,
  ) {}

  /** Those of an organisation's admin, or of a key that acts as one. */
  static everything(): Rights {
    return new Rights(true, new Set(LEVELS), new Map(), new Map());
  }

  /** Without a row there is no right: users need a membership. An admin of a level is one of all levels below. */
  static from(rows: readonly GrantRow[]): Rights {
    const [first] = rows;
    if (!first) return Rights.none;
    if (first.role === 'ADMIN') return Rights.everything();
    const adminOf = new Set(LEVELS.filter((level) => rows.some((row) => makesAdmin(row, level))));
    const on = <T>(pick: (row: GrantRow) => readonly T[] | null): Map<Level, readonly T[]> =>
      new Map(LEVELS.map((level) => [level, rows.flatMap((row) => (row.level === level ? (pick(row) ?? []) : []))]));
    const granted = on((row) => [...(row.permissions ?? []), ...reached(row)]);
    for (const [level, keys] of granted) granted.set(level, [...new Set(keys)]);
    return new Rights(
      first.role !== 'KEY',
      adminOf,
      granted,
      on(({ limits }) => limits),
    );
  }

  isAdminOf(level: Level): boolean {
    return this.adminOf.has(level);
  }

  /** The keys granted on exactly that level, with those that are limited to tags which the feature in question carries. */
  permissionsOn(level: Level): readonly string[] {
    return this.granted.get(level) ?? [];
  }

  /** What is granted on exactly that level for features with certain tags only. */
  limitsOn(level: Level): readonly TagLimit[] {
    return this.limited.get(level) ?? [];
  }

  /** `admin` and `member` stand for what they say, everything else is a key of the level. */
  has(level: Level, permission: string): boolean {
    if (permission === 'member') return this.member;
    return this.isAdminOf(level) || this.permissionsOn(level).includes(permission);
  }

  /** Whether the thing is visible to the caller at all. */
  sees(level: Level): boolean {
    const key = VIEW[level];
    return key === undefined ? this.member : this.has(level, key);
  }
}

/** What of the limited permissions counts for the feature in question. */
function reached({ limits, featureTags }: GrantRow): string[] {
  const found = (limits ?? []).filter(({ tags }) => tags.some((tag) => featureTags.includes(tag)));
  return found.map(({ permission }) => permission);
}

/** Whether a grant makes its holder admin of a level. That of an organisation is a role, never a grant. */
export function makesAdmin({ admin, level }: GrantRow, of: Level): boolean {
  if (!admin || level === null || level === 'organisation') return false;
  return LEVELS.indexOf(level) <= LEVELS.indexOf(of);
}

/** The level that a path ends on. */
export function levelOf(path: AccessPath): Level {
  if (path.environmentId !== undefined) return 'environment';
  return path.projectId === undefined ? 'organisation' : 'project';
}
