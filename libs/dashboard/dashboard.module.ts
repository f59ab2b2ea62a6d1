import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { DashboardFiles } from './dashboard-files.js';
import { HomeController } from './home.controller.js';
import { ProjectOverridesController } from './project-overrides.controller.js';
import { SetupController } from './setup/setup.controller.js';

/** What browsers are shown: the first run, and a dashboard where there is one. */
@Module({
  imports: [AccountsModule],
  controllers: [HomeController, ProjectOverridesController, SetupController],
  providers: [DashboardFiles],
})
export class DashboardModule {}
