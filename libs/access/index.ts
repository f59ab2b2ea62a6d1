export { AccessModule } from './access.module.js';
export { AccessService } from './access.service.js';
export type { AccessPath } from './access-path.js';
export type { Visible } from './grants/grant.repository.js';
