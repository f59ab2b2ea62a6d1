export { DashboardModule } from './dashboard.module.js';
export { DashboardSettings } from './dashboard.settings.js';
