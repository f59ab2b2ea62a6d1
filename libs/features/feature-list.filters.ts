import { Invalid } from '#platform/errors';
import { Bool, Choice, Int, INT32_MAX, Text } from '#platform/http';

/** `GET /projects/{id}/features/?…` */
export class FeatureListFilters {
  @Text({ optional: true, blank: true, description: 'part of the name, in any case' }) search?: string;
  @Bool({ optional: true }) is_archived?: boolean;
  @Choice(['STANDARD', 'MULTIVARIATE'], { optional: true }) type?: string;
  @Text({ optional: true, blank: true, description: 'ids of tags, with commas; empty: only features without any' })
  tags?: string;
  @Choice(['INTERSECTION', 'UNION'], { optional: true, description: 'with all of the tags, or with one of them' })
  tag_strategy?: string;
  @Int({ optional: true, description: 'id of the environment whose states come along' }) environment?: number;
  @Choice(['created_date', 'name'], { optional: true }) sort_field?: string;
  @Choice(['ASC', 'DESC'], { optional: true }) sort_direction?: string;
}

/** The ids of a list with commas, each once; null where nothing is asked. @throws Invalid for what is no list of ids */
export function tagIds(list: string | undefined): number[] | null {
  if (list === undefined) return null;
  if (list === '') return [];
  const parts = list.split(',').map((part) => part.trim());
  const ids = parts.map(Number);
  if (parts.some((part) => !/^\d+$/.test(part)) || ids.some((id) => id > INT32_MAX))
    throw Invalid.field('tags', 'Tag IDs must be integers.');
  return [...new Set(ids)];
}
