export { AccessModule } from './access.module.js';
export { AccessService } from './access.service.js';
export { LEVELS, type AboutFeature, type AccessPath, type Level } from './access-path.js';
export { Grant } from './grants/grant.entity.js';
export type { Visible } from './grants/grant.repository.js';
export { RoleGrantRepository, type RoleGrant, type RolePermission } from './grants/role-grant.repository.js';
export { permissionKey } from './permission-keys.js';
