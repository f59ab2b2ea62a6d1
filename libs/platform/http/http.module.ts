import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { Credentials } from './credentials.js';
import { ErrorFilter } from './error.filter.js';
import { FastLane } from './fast-lane.js';
import { InputPipe } from './input.pipe.js';
import { OtherVerbs } from './other-verbs.js';
import { PlainRoutes } from './plain-routes.js';
import { RouteTable } from './route-table.js';
import { RuleGuard } from './rule.guard.js';
import { Scopes } from './scopes.js';
import { Throttle } from './throttle.js';
import { UnitOfWorkInterceptor } from './unit-of-work.interceptor.js';

/** What holds every route of the application: its rule, its transaction, its input, its errors. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    Credentials,
    OtherVerbs,
    PlainRoutes,
    Scopes,
    Throttle,
    { provide: APP_GUARD, useClass: RuleGuard },
    { provide: APP_INTERCEPTOR, useClass: UnitOfWorkInterceptor },
    { provide: APP_PIPE, useClass: InputPipe },
    { provide: APP_FILTER, useClass: ErrorFilter },
  ],
  exports: [Credentials, PlainRoutes, Scopes, Throttle],
})
export class HttpModule {
  static over({ routes, lane }: { routes: RouteTable; lane: FastLane }): DynamicModule {
    const providers = [
      { provide: RouteTable, useValue: routes },
      { provide: FastLane, useValue: lane },
    ];
    return { module: HttpModule, providers, exports: providers };
  }
}
