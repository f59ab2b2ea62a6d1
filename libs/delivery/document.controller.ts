import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Environment, InEnvironment } from '#environments';
import { NotFound } from '#platform/errors';
import { Answers, Can } from '#platform/http';
import { EnvironmentCache } from './environment-cache.js';
import { EnvironmentDocuments } from './environment-documents.js';
import { EnvironmentDocumentDto } from './sdk.dto.js';

/** The environment document for people. */
@ApiTags('environments')
@Controller('api/v1/environments')
export class DocumentController {
  constructor(
    private readonly cache: EnvironmentCache,
    private readonly documents: EnvironmentDocuments,
  ) {}

  @Get(':environmentKey/document')
  @Can('environment:VIEW_ENVIRONMENT')
  @Answers(EnvironmentDocumentDto)
  async document(@InEnvironment() { apiKey }: Environment, @Res() reply: FastifyReply): Promise<void> {
    const opened = await this.cache.open(apiKey);
    if (!opened) throw NotFound.of('Environment');
    const { bytes } = await this.documents.of(opened.environment);
    await reply.type('application/json').send(bytes);
  }
}
