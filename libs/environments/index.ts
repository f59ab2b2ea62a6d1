export { Environment } from './environment.entity.js';
export {
  EnvironmentCloned,
  EnvironmentCreated,
  EnvironmentDeleted,
  EnvironmentUpdated,
  ServerKeyChanged,
} from './environment.events.js';
export { EnvironmentRepository } from './environment.repository.js';
export { InEnvironment } from './environment.scope.js';
export { EnvironmentsModule } from './environments.module.js';
export { FirstEvaluationRepository } from './onboarding/first-evaluation.repository.js';
export { sdkLabel } from './onboarding/known-sdks.js';
