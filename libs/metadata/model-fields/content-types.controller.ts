import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NotFound } from '#platform/errors';
import { Answers, Can, Text } from '#platform/http';
import { CONTENT_TYPES, DESCRIBED, REQUIRING } from '../content-types.js';
import { ContentTypeDto } from './metadata-model-field.dto.js';

class RequirableQuery {
  @Text() model_name: string;
}

@ApiTags('metadata')
@Controller('api/v1/organisations/:organisationId/metadata-model-fields')
export class ContentTypesController {
  @Get('supported-content-types')
  @Can('organisation:member')
  @Answers([ContentTypeDto])
  supported(): readonly ContentTypeDto[] {
    return CONTENT_TYPES;
  }

  /** Where things of a kind can be asked not to be without a field. */
  @Get('supported-required-for-models')
  @Can('organisation:member')
  @Answers([ContentTypeDto])
  requiring(@Query() { model_name }: RequirableQuery): readonly ContentTypeDto[] {
    if (!DESCRIBED.includes(model_name))
      throw new NotFound('No supported models found for the given model name.', 'message');
    return REQUIRING;
  }
}
