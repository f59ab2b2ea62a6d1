import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { TrustedAccounts } from '#accounts';
import { Public, SiteSettings } from '#platform/http';
import { DashboardFiles } from './dashboard-files.js';
import { DashboardSettings } from './dashboard.settings.js';

const SETUP = '/setup/';
const DOCS = '/api/v1/docs/';

/** Where browsers arrive. */
@ApiExcludeController()
@Controller()
export class HomeController {
  constructor(
    private readonly accounts: TrustedAccounts,
    private readonly files: DashboardFiles,
    private readonly site: SiteSettings,
    private readonly settings: DashboardSettings,
  ) {}

  /** While nobody is there, to where the first account is made; then to the dashboard, or to what there is instead. */
  @Get()
  @Public()
  async home(@Res() reply: FastifyReply): Promise<void> {
    if (this.settings.setupByPage && (await this.accounts.nobodyThere())) await reply.redirect(SETUP, 302);
    else if (this.files.index !== undefined) await reply.type('text/html; charset=utf-8').send(this.files.index);
    else await reply.redirect(this.site.isSplit ? this.site.page('/') : DOCS, 302);
  }
}
