export { Store } from './store.js';
export { Database } from './database.js';
export { DatabaseModule } from './database.module.js';
export { DatabaseSettings } from './database.settings.js';
export { explainConnectionFault, isDatabaseGone, isDatabaseSlow } from './connection-faults.js';
export { onConstraint, translateDatabaseError } from './database-errors.js';
export { migrateDatabase, pendingMigrations, revertDatabase } from './migrations.js';
export { Notifications } from './notifications.js';
