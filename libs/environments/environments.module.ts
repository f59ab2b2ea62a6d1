import { Module } from '@nestjs/common';
import { MetadataModule } from '#metadata';
import { ProjectsModule } from '#projects';
import { EnvironmentApiKeyRepository } from './api-keys/environment-api-key.repository.js';
import { EnvironmentApiKeysController } from './api-keys/environment-api-keys.controller.js';
import { EnvironmentApiKeysService } from './api-keys/environment-api-keys.service.js';
import { EnvironmentClonesController } from './environment-clones.controller.js';
import { EnvironmentClonesService } from './environment-clones.service.js';
import { EnvironmentRepository } from './environment.repository.js';
import { EnvironmentScope } from './environment.scope.js';
import { EnvironmentByUuidController } from './environment-by-uuid.controller.js';
import { EnvironmentsController } from './environments.controller.js';
import { EnvironmentsService } from './environments.service.js';
import { FirstEvaluationRepository } from './onboarding/first-evaluation.repository.js';
import { OnboardingController } from './onboarding/onboarding.controller.js';

@Module({
  imports: [MetadataModule, ProjectsModule],
  controllers: [
    EnvironmentByUuidController,
    EnvironmentsController,
    EnvironmentClonesController,
    EnvironmentApiKeysController,
    OnboardingController,
  ],
  providers: [
    EnvironmentApiKeyRepository,
    EnvironmentApiKeysService,
    EnvironmentClonesService,
    EnvironmentRepository,
    EnvironmentScope,
    EnvironmentsService,
    FirstEvaluationRepository,
  ],
  exports: [EnvironmentRepository, FirstEvaluationRepository],
})
export class EnvironmentsModule {}
