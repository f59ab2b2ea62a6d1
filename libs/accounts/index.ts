export { AccountsModule } from './accounts.module.js';
export { UserAccountSettings } from './accounts.settings.js';
export { authorization } from './credentials.js';
export { toUserSummary, UserSummaryDto } from './user.dto.js';
export { User } from './user.entity.js';
export { UserCaller } from './user.caller.js';
export { UserRepository } from './user.repository.js';
