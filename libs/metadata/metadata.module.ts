import { Module } from '@nestjs/common';
import { OrganisationsModule } from '#organisations';
import { ProjectsModule } from '#projects';
import { MetadataFieldRepository } from './fields/metadata-field.repository.js';
import { MetadataFieldsController } from './fields/metadata-fields.controller.js';
import { MetadataFieldsService } from './fields/metadata-fields.service.js';
import { ProjectMetadataFieldsController } from './fields/project-metadata-fields.controller.js';
import { ContentTypesController } from './model-fields/content-types.controller.js';
import { MetadataModelFieldRepository } from './model-fields/metadata-model-field.repository.js';
import { MetadataModelFieldsController } from './model-fields/metadata-model-fields.controller.js';
import { MetadataModelFieldsService } from './model-fields/metadata-model-fields.service.js';
import { MetadataValueRepository } from './values/metadata-value.repository.js';
import { MetadataService } from './values/metadata.service.js';

@Module({
  imports: [OrganisationsModule, ProjectsModule],
  controllers: [
    ContentTypesController,
    MetadataFieldsController,
    MetadataModelFieldsController,
    ProjectMetadataFieldsController,
  ],
  providers: [
    MetadataFieldRepository,
    MetadataFieldsService,
    MetadataModelFieldRepository,
    MetadataModelFieldsService,
    MetadataService,
    MetadataValueRepository,
  ],
  exports: [MetadataService],
})
export class MetadataModule {}
