import { Module } from '@nestjs/common';
import { ProjectsModule } from '#projects';
import { EnvironmentApiKeyRepository } from './api-keys/environment-api-key.repository.js';
import { EnvironmentApiKeysController } from './api-keys/environment-api-keys.controller.js';
import { EnvironmentApiKeysService } from './api-keys/environment-api-keys.service.js';
import { EnvironmentRepository } from './environment.repository.js';
import { EnvironmentScope } from './environment.scope.js';
import { EnvironmentsController } from './environments.controller.js';
import { EnvironmentsService } from './environments.service.js';

@Module({
  imports: [ProjectsModule],
  controllers: [EnvironmentsController, EnvironmentApiKeysController],
  providers: [
    EnvironmentApiKeyRepository,
    EnvironmentApiKeysService,
    EnvironmentRepository,
    EnvironmentScope,
    EnvironmentsService,
  ],
  exports: [EnvironmentRepository],
})
export class EnvironmentsModule {}
