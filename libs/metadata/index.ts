export { MetadataModule } from './metadata.module.js';
export { MetadataDto, WriteMetadataDto } from './values/metadata-value.dto.js';
export { MetadataService } from './values/metadata.service.js';
