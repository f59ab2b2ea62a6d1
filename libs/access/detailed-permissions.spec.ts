import { detailedPermissions } from './detailed-permissions.js';
import { Rights, type GrantRow } from './rights.js';

const row = (more: Partial<GrantRow>): GrantRow => ({
  role: 'USER',
  level: 'project',
  admin: false,
  permissions: [],
  limits: null,
  groupId: null,
  roleId: null,
  roleName: null,
  featureTags: [],
  ...more,
});
const nothing = { groups: [], roles: [] };
const names = new Map([
  [1, 'Readers'],
  [2, 'Writers'],
]);
const readers = { id: 1, name: 'Readers' };
const writers = { id: 2, name: 'Writers' };

describe('where rights come from', () => {
  it('names own grants and each group that gives a right', () => {
    const rows = [
      row({ groupId: 1, permissions: ['VIEW_PROJECT'] }),
      row({ groupId: 2, permissions: ['CREATE_FEATURE', 'VIEW_PROJECT'] }),
      row({ permissions: ['MANAGE_TAGS', 'VIEW_PROJECT'] }),
      row({ level: 'environment', permissions: ['VIEW_ENVIRONMENT'] }),
    ];
    expect(detailedPermissions(rows, 'project', names)).toEqual({
      admin: false,
      is_directly_granted: false,
      derived_from: nothing,
      permissions: [
        { permission_key: 'MANAGE_TAGS', is_directly_granted: true, derived_from: nothing },
        {
          permission_key: 'VIEW_PROJECT',
          is_directly_granted: true,
          derived_from: { groups: [readers, writers], roles: [] },
        },
        {
          permission_key: 'CREATE_FEATURE',
          is_directly_granted: false,
          derived_from: { groups: [writers], roles: [] },
        },
      ],
    });
  });

  it('follows admins of the project into its environments, and names their group once', () => {
    const rows = [row({ groupId: 1, admin: true }), row({ groupId: 1, admin: true, level: 'environment' })];
    expect(detailedPermissions(rows, 'environment', names)).toEqual({
      admin: true,
      is_directly_granted: false,
      derived_from: { groups: [readers], roles: [] },
      permissions: [],
    });
    expect(detailedPermissions([row({ admin: true })], 'environment', names)).toMatchObject({
      admin: true,
      is_directly_granted: true,
      derived_from: nothing,
    });
    expect(detailedPermissions([row({ admin: true, level: 'environment' })], 'project', names)).toMatchObject({
      admin: false,
      is_directly_granted: false,
    });
  });

  it('counts the role of an admin as their own, and no grant as one on an organisation', () => {
    const admin = row({ role: 'ADMIN', level: null, admin: null, permissions: null });
    expect(detailedPermissions([admin], 'organisation', names)).toEqual({
      admin: true,
      is_directly_granted: true,
      derived_from: nothing,
      permissions: [],
    });
    const grant = row({ level: 'organisation', admin: true });
    expect(detailedPermissions([grant], 'organisation', names).admin).toBe(false);
  });

  it('agrees with what counts', () => {
    const rows = [
      row({ groupId: 1, permissions: ['VIEW_PROJECT'] }),
      row({ permissions: ['VIEW_PROJECT'] }),
      row({ groupId: 2, level: 'environment', admin: true, permissions: ['VIEW_ENVIRONMENT'] }),
    ];
    const rights = Rights.from(rows);
    for (const level of ['organisation', 'project', 'environment'] as const) {
      const detailed = detailedPermissions(rows, level, names);
      expect(detailed.admin).toBe(rights.isAdminOf(level));
      expect(detailed.permissions.map(({ permission_key: key }) => key)).toEqual(rights.permissionsOn(level));
    }
  });
});
