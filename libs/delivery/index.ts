export { DeliveryModule } from './delivery.module.js';
export { DeliveryJobsModule } from './delivery-jobs.module.js';
