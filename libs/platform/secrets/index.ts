export { SecretBox } from './secret-box.js';
export { digestOf, newToken } from './tokens.js';
