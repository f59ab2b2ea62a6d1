import { Setting, Settings, toggle } from '#platform/config';

@Settings('Segments')
export class SegmentSettings {
  @Setting('SEGMENT_MEMBERSHIP_INSPECTION', toggle, 'Whether the members of a segment can be listed.')
  readonly membershipInspection: boolean = false;
}
