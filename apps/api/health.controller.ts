import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Database, pendingMigrations } from '#platform/database';
import { Answers, Choice, Public, Text } from '#platform/http';
import { Draining } from './draining.js';

class LivenessDto {
  @Choice(['ok']) status: 'ok';
}

class ReadinessDto {
  @Text({ description: '`working`, or what is wrong' }) DatabaseBackend: string;
  @Text({ description: '`working`, or what is wrong' }) MigrationsHealthCheck: string;
  @Text({ description: '`working`, or `stopping`' }) Process: string;
}

const WORKING = 'working';

/** For load balancers and orchestrators: is the process alive, and should it get requests. */
@ApiTags('ops')
@Controller()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly draining: Draining,
  ) {}

  /** Answers as long as the process runs; touches nothing. */
  @Get('health/liveness')
  @Public()
  @Answers(LivenessDto)
  liveness(): LivenessDto {
    return { status: 'ok' };
  }

  @Get(['health', 'healthcheck', 'health/readiness'])
  @Public()
  @ApiQuery({
    name: 'format',
    required: false,
    schema: { type: 'string', enum: ['json'] },
    description: 'JSON also for browsers',
  })
  @Answers(ReadinessDto)
  @ApiResponse({ status: 503, type: ReadinessDto, description: 'something is wrong' })
  async readiness(
    @Headers('accept') accept: string | undefined,
    @Query('format') format: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReadinessDto | string> {
    const checks = { ...(await this.databaseChecks()), Process: this.draining.hasBegun ? 'stopping' : WORKING };
    if (Object.values(checks).some((state) => state !== WORKING)) void reply.status(503);
    if (format === 'json' || !accept?.startsWith('text/html')) return checks;
    void reply.type('text/html; charset=utf-8');
    return page(checks);
  }

  private async databaseChecks(): Promise<{ DatabaseBackend: string; MigrationsHealthCheck: string }> {
    try {
      const pending = await pendingMigrations(this.database.source);
      return { DatabaseBackend: WORKING, MigrationsHealthCheck: pending ? 'some are not applied' : WORKING };
    } catch {
      return { DatabaseBackend: 'does not answer', MigrationsHealthCheck: 'unknown' };
    }
  }
}

function page(checks: object): string {
  const rows = Object.entries(checks).map(([name, state]) => `<li>${name}: ${state}</li>`);
  return `<!doctype html><html lang="en"><head><title>Health</title></head><body><ul>${rows.join('')}</ul></body></html>\n`;
}
