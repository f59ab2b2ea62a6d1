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
  @Bool({ optional: true, description: 'by default in the environment, which has to be given' }) is_enabled?: boolean;
  @Text({ optional: true, blank: true, description: 'part of a text, or a whole number, true or false; the same way' })
  value_search?: string;
  @Text({ optional: true, blank: true, description: 'ids of people, with commas' }) owners?: string;
  @Text({ optional: true, blank: true, description: 'ids of groups; with `owners`: one of either' })
  group_owners?: string;
  @Int({ optional: true, description: 'a segment: with an environment, what it overrides comes first' })
  segment?: number;
  @Int({ optional: true, description: 'an identity: what it overrides comes first' }) identity?: number;
  @Choice(['created_date', 'name'], { optional: true }) sort_field?: string;
  @Choice(['ASC', 'DESC'], { optional: true }) sort_direction?: string;
}

/** The ids of a list with commas, each once; null where nothing is asked. @throws Invalid for what is no list of ids */
export function tagIds(list: string | undefined): number[] | null {
  return list === '' ? [] : idsIn(list, 'tags', 'Tag IDs must be integers.');
}

/** The same for what may not be asked for without any; empty: nothing is asked. */
export function idsIn(list: string | undefined, field: string, fault: string): number[] | null {
  if (list === undefined || list === '') return null;
  const parts = list.split(',').map((part) => part.trim());
  const ids = parts.map(Number);
  if (parts.some((part) => !/^\d+$/.test(part)) || ids.some((id) => id > INT32_MAX)) throw Invalid.field(field, fault);
  return [...new Set(ids)];
}
