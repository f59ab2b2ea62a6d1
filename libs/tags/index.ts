export { Tag, type TagType } from './tag.entity.js';
export { TagRepository } from './tag.repository.js';
export { allFound } from './tags.service.js';
export { TagsModule } from './tags.module.js';
