import { Controller, Get, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#platform/http';
import { Metrics } from '#platform/metrics';

@ApiTags('ops')
@Controller()
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** For Prometheus. */
  @Get('metrics')
  @Public()
  @ApiProduces('text/plain')
  @ApiResponse({ status: 200, description: 'metrics in the text format', schema: { type: 'string' } })
  async text(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(this.metrics.registry.contentType).send(await this.metrics.text());
  }
}
