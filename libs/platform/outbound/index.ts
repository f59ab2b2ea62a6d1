export { BlockedAddress, OutboundFailure } from './failures.js';
export { OutboundHttp, type OutboundRequest, type OutboundResponse } from './outbound-http.js';
export { OutboundModule } from './outbound.module.js';
export { OutboundSettings } from './outbound.settings.js';
export { isPublicUrl } from './public-url.js';
