import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { UserCaller } from '#accounts';
import { Denied } from '#platform/errors';
import { Answers, CallerOf, Int, SignedIn, type Caller } from '#platform/http';
import { Events } from '#platform/outbox';

class MonitoringDto {
  @Int({ description: 'events that no worker has taken yet' }) waiting: number;
}

@ApiTags('ops')
@Controller('processor/monitoring')
export class MonitoringController {
  constructor(private readonly events: Events) {}

  /** How much work waits, for staff. */
  @Get()
  @SignedIn()
  @Answers(MonitoringDto)
  async monitoring(@CallerOf() caller: Caller): Promise<MonitoringDto> {
    if (!(caller instanceof UserCaller && caller.user.isStaff)) throw new Denied();
    return { waiting: await this.events.waiting() };
  }
}
