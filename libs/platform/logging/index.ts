export { createLogger } from './logger.js';
export { LoggingSettings } from './logging.settings.js';
export { NestLogger } from './nest-logger.js';
