import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Database, pendingMigrations } from '#platform/database';
import { Answers, Choice, Public, Text } from '#platform/http';
import { Draining } from './draining.js';

class LivenessDto {
  @Choice(['ok']) status: 'ok';
}

class HealthDto {
  @Text({ description: '`working`, or what is wrong' }) DatabaseBackend: string;
  @Text({ description: '`working`, or what is wrong' }) MigrationsHealthCheck: string;
  @Text({ description: '`working`, or `stopping`' }) Process: string;
}

const WORKING = 'working';
const UNAPPLIED = 'some are not applied';
const FORMAT = {
  name: 'format',
  required: false,
  schema: { type: 'string', enum: ['json'] },
  description: 'JSON also for browsers',
};

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

  /** Everything that the api needs: what monitoring asks. */
  @Get(['health', 'healthcheck'])
  @Public()
  @ApiQuery(FORMAT)
  @Answers(HealthDto)
  @ApiResponse({ status: 503, type: HealthDto, description: 'something is wrong' })
  async health(
    @Headers('accept') accept: string,
    @Query('format') format: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HealthDto | string> {
    const checks = await this.checks();
    if (Object.values(checks).some((state) => state !== WORKING)) void reply.status(503);
    return shown(checks, accept, format, reply);
  }

  /** Whether requests should come here. They should without PostgreSQL too: flags are answered from memory. */
  @Get('health/readiness')
  @Public()
  @ApiQuery(FORMAT)
  @Answers(HealthDto)
  @ApiResponse({ status: 503, type: HealthDto, description: 'the process is stopping, or older than its database' })
  async readiness(
    @Headers('accept') accept: string,
    @Query('format') format: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HealthDto | string> {
    const checks = await this.checks();
    if (checks.Process !== WORKING || checks.MigrationsHealthCheck === UNAPPLIED) void reply.status(503);
    return shown(checks, accept, format, reply);
  }

  private async checks(): Promise<HealthDto> {
    const process = this.draining.hasBegun ? 'stopping' : WORKING;
    try {
      const pending = await pendingMigrations(this.database.source);
      return { DatabaseBackend: WORKING, MigrationsHealthCheck: pending ? UNAPPLIED : WORKING, Process: process };
    } catch {
      return { DatabaseBackend: 'does not answer', MigrationsHealthCheck: 'unknown', Process: process };
    }
  }
}

/** As a page for browsers, which ask for one. */
function shown(
  checks: HealthDto,
  accept: string | undefined,
  format: string | undefined,
  reply: FastifyReply,
): HealthDto | string {
  if (format === 'json' || !accept?.startsWith('text/html')) return checks;
  void reply.type('text/html; charset=utf-8');
  const rows = Object.entries(checks).map(([name, state]) => `<li>${name}: ${state}</li>`);
  return `<!doctype html><html lang="en"><head><title>Health</title></head><body><ul>${rows.join('')}</ul></body></html>\n`;
}
