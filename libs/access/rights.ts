import { LEVELS, type AccessPath, type Level } from './access-path.js';

/** One line of what is known about a user on a path: their role, and a grant on one of its levels. */
export interface GrantRow {
  readonly role: 'ADMIN' | 'USER';
  readonly level: Level | null;
  readonly admin: boolean | null;
  readonly permissions: readonly string[] | null;
  /** The group that the grant belongs to; null where it is the user's own. */
  readonly groupId: number | null;
}

const VIEW: Readonly<Record<Level, string | undefined>> = {
  organisation: undefined,
  project: 'VIEW_PROJECT',
  environment: 'VIEW_ENVIRONMENT',
};

/** What one caller may do on one thing, and on what lies above it. */
export class Rights {
  static readonly none = new Rights(false, new Set(), new Map());

  private constructor(
    readonly member: boolean,
    private readonly adminOf: ReadonlySet<Level>,
    private readonly granted: ReadonlyMap<Level, readonly string[]>,
  ) {}

  /** Those of an organisation's admin, or of a key that acts as one. */
  static everything(): Rights {
    return new Rights(true, new Set(LEVELS), new Map());
  }

  /** Membership is required: without a row there is no right. An admin of a level is one of all levels below. */
  static from(rows: readonly GrantRow[]): Rights {
    const [first] = rows;
    if (!first) return Rights.none;
    if (first.role === 'ADMIN') return Rights.everything();
    const adminOf = new Set<Level>();
    for (const level of LEVELS) if (rows.some((row) => makesAdmin(row, level))) adminOf.add(level);
    const granted = new Map(
      LEVELS.map((level) => [
        level,
        [...new Set(rows.flatMap((row) => (row.level === level ? (row.permissions ?? []) : [])))],
      ]),
    );
    return new Rights(true, adminOf, granted);
  }

  isAdminOf(level: Level): boolean {
    return this.adminOf.has(level);
  }

  /** The keys granted on exactly that level. */
  permissionsOn(level: Level): readonly string[] {
    return this.granted.get(level) ?? [];
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
