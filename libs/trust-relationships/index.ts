export {
  TrustRelationshipCreated,
  TrustRelationshipDeleted,
  TrustRelationshipUpdated,
} from './trust-relationship.events.js';
export { TrustRelationshipsModule } from './trust-relationships.module.js';
