export { ProcessSettings } from './process.settings.js';
export { runProcess } from './run-process.js';
