// The relay carries events that it knows, and leaves the others to a newer version of itself. All libs that publish events are
// known here, also those of which no job listens to anything.
import '#delivery';
import '#environments';
import '#features';
import '#identities';
import '#organisations';
import '#projects';
