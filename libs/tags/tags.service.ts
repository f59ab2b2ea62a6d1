import { Injectable } from '@nestjs/common';
import { Invalid, NotFound } from '#platform/errors';
import type { Project } from '#projects';
import type { CreateTagDto } from './tag.dto.js';
import { Tag } from './tag.entity.js';
import { TagRepository } from './tag.repository.js';

@Injectable()
export class TagsService {
  constructor(private readonly tags: TagRepository) {}

  /** @throws NotFound */
  async find(project: Project, id: number): Promise<Tag> {
    const tag = await this.tags.find(project.id, id);
    if (!tag) throw NotFound.of('Tag');
    return tag;
  }

  /** @throws NotFound */
  async findByUuid(project: Project, uuid: string): Promise<Tag> {
    const tag = await this.tags.byUuid(project.id, uuid);
    if (!tag) throw NotFound.of('Tag');
    return tag;
  }

  create(project: Project, input: CreateTagDto): Promise<Tag> {
    return this.tags.save(apply(Object.assign(new Tag(), { projectId: project.id }), input));
  }

  /** @throws Invalid for a tag of the system */
  async update(tag: Tag, input: Partial<CreateTagDto>): Promise<Tag> {
    if (tag.isSystemTag) throw Invalid.whole('Cannot update a system tag.');
    return this.tags.save(apply(tag, input));
  }

  /** Features lose it, and rights that are limited to it go with it. @throws Invalid for a tag of the system */
  async delete(tag: Tag): Promise<void> {
    if (tag.isSystemTag) throw new Invalid({ message: 'Cannot delete a system tag.' });
    await this.tags.remove(tag);
  }
}

/** The tags that a body names, each once. @throws Invalid for one that is not among those that were found */
export function allFound(ids: readonly number[], found: readonly Tag[]): Tag[] {
  const known = new Set(found.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw Invalid.reference('tags', missing);
  return [...found];
}

function apply(tag: Tag, input: Partial<CreateTagDto>): Tag {
  tag.label = input.label ?? tag.label;
  tag.color = input.color ?? tag.color;
  tag.isPermanent = input.is_permanent ?? tag.isPermanent;
  if (input.description !== undefined) tag.description = input.description;
  return tag;
}
