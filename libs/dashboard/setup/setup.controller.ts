import { Body, Controller, Get, Ip, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TrustedAccounts, type TrustedAccount } from '#accounts';
import type { Rate } from '#platform/config';
import { Conflict, Denied, Invalid, NotFound } from '#platform/errors';
import { HttpSettings, isForged, Public, readInput, SiteSettings, Throttle } from '#platform/http';
import { DashboardFiles } from '../dashboard-files.js';
import { DashboardSettings } from '../dashboard.settings.js';
import { SetupDto } from './setup.dto.js';
import { formAgain, emptyForm, PAGE_HEADERS, setupDone, setupForm, setupOver, setupShut } from './setup-page.js';

type Given = Readonly<Record<string, unknown>>;

const ATTEMPTS: Rate = { limit: 20, period: 60_000 };

/** The first run: a page where the first account is made, while there is none. */
@ApiExcludeController()
@Controller()
export class SetupController {
  constructor(
    private readonly accounts: TrustedAccounts,
    private readonly files: DashboardFiles,
    private readonly throttle: Throttle,
    private readonly site: SiteSettings,
    private readonly http: HttpSettings,
    private readonly settings: DashboardSettings,
  ) {}

  @Get('setup')
  @Public()
  async page(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.headers(PAGE_HEADERS);
    if (!(await this.accounts.nobodyThere())) return setupOver(this.places());
    return this.settings.setupByPage ? setupForm(emptyForm()) : setupShut();
  }

  /** Where upstream has its page of this kind. */
  @Get('api/v1/users/config/init')
  @Public()
  async upstreamsPage(@Res() reply: FastifyReply): Promise<void> {
    if (!this.settings.setupByPage || !(await this.accounts.nobodyThere())) throw new NotFound();
    await reply.redirect('/setup/', 302);
  }

  @Post('setup')
  @Public()
  async make(
    @Body() given: Given | undefined,
    @Ip() ip: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    await this.throttle.take('setup', ip, ATTEMPTS);
    if (this.isFromElsewhere(request)) throw new Denied();
    void reply.headers(PAGE_HEADERS).status(200);
    if (!this.settings.setupByPage) return answered(reply, 403, setupShut());
    try {
      const { email } = await this.accounts.addFirst(await read(given));
      return setupDone(email, this.places());
    } catch (error) {
      if (error instanceof Conflict) return answered(reply, 409, setupOver(this.places()));
      if (error instanceof Invalid) return answered(reply, 400, setupForm(formAgain(given, error.faults)));
      throw error;
    }
  }

  /** Whether another site has a browser send this. Browsers say so; where TLS ends before us, only they know. */
  private isFromElsewhere(request: FastifyRequest): boolean {
    const site = request.headers['sec-fetch-site'];
    return site === undefined ? isForged(request, this.http) : site !== 'same-origin' && site !== 'none';
  }

  private places(): { api: string; dashboard: string | undefined } {
    const hasDashboard = this.site.isSplit || this.files.index !== undefined;
    return { api: this.site.apiPage('/api/v1/'), dashboard: hasDashboard ? this.site.page('/login') : undefined };
  }
}

/** @throws Invalid */
async function read(given: Given | undefined): Promise<TrustedAccount> {
  const input = await readInput(SetupDto, given);
  if (input.password !== input.password_again) throw Invalid.field('password_again', 'This is not the same password.');
  return {
    email: input.email,
    firstName: input.first_name,
    lastName: input.last_name,
    password: input.password,
  };
}

function answered(reply: FastifyReply, status: number, page: string): string {
  void reply.status(status);
  return page;
}
