import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Environment, InEnvironment } from '#environments';
import { Answers, Can, Int, ListOf, Text } from '#platform/http';
import { EnvironmentMetricsQuery, type EnvironmentCounts } from './environment-metrics.query.js';

class MetricDto {
  @Text() name: string;
  @Text() description: string;
  @Text() entity: string;
  @Int({ description: 'its place among the others' }) rank: number;
  @Int() value: number;
}

class EnvironmentMetricsDto {
  @ListOf(() => MetricDto) metrics: MetricDto[];
}

/** What the dashboard tells of an environment. */
@ApiTags('environments')
@Controller('api/v1/environments/:environmentKey/metrics')
export class EnvironmentMetricsController {
  constructor(private readonly metrics: EnvironmentMetricsQuery) {}

  @Get()
  @Can('environment:admin')
  @Answers(EnvironmentMetricsDto)
  async list(@InEnvironment() environment: Environment): Promise<EnvironmentMetricsDto> {
    const counts = await this.metrics.of(environment);
    const asksForApproval = environment.minimumChangeRequestApprovals !== null;
    return { metrics: [...ofStates(counts), ...(asksForApproval ? ofChanges(counts) : [])] };
  }
}

const ofStates = (counts: EnvironmentCounts): MetricDto[] => [
  metric('total_features', 'Total features', 'features', 1, counts.total_features),
  metric('enabled_features', 'Features enabled', 'features', 2, counts.enabled_features),
  metric('segment_overrides', 'Segment overrides', 'segments', 3, counts.segment_overrides),
  metric('identity_overrides', 'Identity overrides', 'identities', 4, counts.identity_overrides),
];

// nothing can be proposed yet: what is scheduled has been published directly
const ofChanges = (counts: EnvironmentCounts): MetricDto[] => [
  metric('open_change_requests', 'Open change requests', 'workflows', 5, 0),
  metric('total_scheduled_changes', 'Scheduled changes', 'workflows', 6, counts.total_scheduled_changes),
];

function metric(name: string, description: string, entity: string, rank: number, value: number): MetricDto {
  return { name, description, entity, rank, value };
}
