import * as accounts from '#accounts';
import * as delivery from '#delivery';
import * as environments from '#environments';
import * as features from '#features';
import * as identities from '#identities';
import * as organisations from '#organisations';
import { knowEventsOf } from '#platform/outbox';
import * as projects from '#projects';
import * as segments from '#segments';
import * as trustRelationships from '#trust-relationships';

// The relay carries events that it knows, and leaves the others to a newer version of itself. All libs that publish events are
// known here, also those of which no job listens to anything.
knowEventsOf(
  accounts,
  delivery,
  environments,
  features,
  identities,
  organisations,
  projects,
  segments,
  trustRelationships,
);
