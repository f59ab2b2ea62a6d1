export { ConfigModule } from './config.module.js';
export { describeSettings, type SettingDescription } from './describe.js';
export { choice, duration, integer, port, rate, secret, text, toggle, url, type Kind, type Rate } from './kinds.js';
export { projectFolder } from './project-folder.js';
export { InvalidSettings, loadSettings, Setting, Settings } from './settings.js';
