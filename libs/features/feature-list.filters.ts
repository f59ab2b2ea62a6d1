import { Bool, Choice, Int, Text } from '#platform/http';

/** `GET /projects/{id}/features/?…` */
export class FeatureListFilters {
  @Text({ optional: true, blank: true, description: 'part of the name, in any case' }) search?: string;
  @Bool({ optional: true }) is_archived?: boolean;
  @Choice(['STANDARD', 'MULTIVARIATE'], { optional: true }) type?: string;
  @Int({ optional: true, description: 'id of the environment whose states come along' }) environment?: number;
  @Choice(['created_date', 'name'], { optional: true }) sort_field?: string;
  @Choice(['ASC', 'DESC'], { optional: true }) sort_direction?: string;
}
