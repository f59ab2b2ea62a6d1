import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ApiTags, ApiTooManyRequestsResponse } from '@nestjs/swagger';
import { Counter } from 'prom-client';
import { Answers, Bool, Int, Public, Text, Throttle } from '#platform/http';
import { Metrics } from '#platform/metrics';
import { UsageSettings } from './usage.settings.js';

class TelemetryDto {
  @Int() organisations: number;
  @Int() projects: number;
  @Int() environments: number;
  @Int() features: number;
  @Int() segments: number;
  @Int() users: number;
  @Bool() debug_enabled: boolean;
  @Text({ max: 2_000 }) env: string;
}

/** What other installations tell of their size. It is counted that they did, and nothing of it is kept. */
@ApiTags('analytics')
@Controller('api/v1/analytics/telemetry')
export class TelemetryController {
  private readonly reports: Counter;

  constructor(
    private readonly throttle: Throttle,
    private readonly settings: UsageSettings,
    metrics: Metrics,
  ) {
    this.reports = new Counter({
      name: 'burgee_telemetry_reports_total',
      help: 'Installations that told of their size.',
      registers: [metrics.registry],
    });
  }

  @Post()
  @Public()
  @Answers(TelemetryDto, 201)
  @ApiTooManyRequestsResponse({ description: 'too many from this address' })
  async report(@Body() report: TelemetryDto, @Ip() ip: string): Promise<TelemetryDto> {
    await this.throttle.take('telemetry', ip, this.settings.telemetryThrottle);
    this.reports.inc();
    return report;
  }
}
