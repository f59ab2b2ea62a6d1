export { OAuthModule } from './oauth.module.js';
export { OAuthUpkeepModule } from './oauth-upkeep.js';
