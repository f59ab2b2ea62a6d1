import { Body, Controller, Get, HttpCode, Ip, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Invalid, type Faults } from '#platform/errors';
import { Public, readInput, SiteSettings, Throttle } from '#platform/http';
import { UserAccountSettings } from '../accounts.settings.js';
import { ResetEmailDto } from '../addresses/address.dto.js';
import { AddressesService } from '../addresses/addresses.service.js';
import { ResetPasswordDto } from '../passwords/password.dto.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import { SignUpService } from '../sign-up/sign-up.service.js';
import { MailedLinkDto } from './mailed-link.dto.js';
import { PAGE_HEADERS, render, type Page } from './page.js';

type Input = Readonly<Record<string, unknown>>;

const ACTIVATION: Page = {
  title: 'Confirm your address',
  sentences: ['With this your account is ready to use.'],
  button: 'Confirm',
};
const PASSWORD: Page = {
  title: 'Set a new password',
  sentences: ['Whoever is logged in with your account is logged out by it.'],
  fields: [
    { name: 'new_password', label: 'New password', type: 'password' },
    { name: 're_new_password', label: 'The same once more', type: 'password' },
  ],
  button: 'Set the password',
};
const ADDRESS: Page = {
  title: 'Change the address of your account',
  sentences: ['You log in with it from then on.'],
  fields: [{ name: 'new_email', label: 'New address', type: 'email' }],
  button: 'Change the address',
};

/**
 * The pages that mailed links lead to. Looking at one changes nothing, as programs that look through mail follow links, too: it
 * takes the button.
 */
@ApiExcludeController()
@Controller()
export class PagesController {
  constructor(
    private readonly signUps: SignUpService,
    private readonly passwords: PasswordsService,
    private readonly addresses: AddressesService,
    private readonly throttle: Throttle,
    private readonly site: SiteSettings,
    private readonly settings: UserAccountSettings,
  ) {}

  @Get('activate/:uid/:token')
  @Public()
  activation(@Res({ passthrough: true }) reply: FastifyReply): string {
    return shown(ACTIVATION, reply);
  }

  @Post('activate/:uid/:token')
  @Public()
  @HttpCode(200)
  activate(@Param() link: Input, @Ip() ip: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const work = async (): Promise<void> => this.signUps.activate(await readInput(MailedLinkDto, link));
    return this.tried(ACTIVATION, 'Your address is confirmed. You can log in now.', ip, reply, work);
  }

  /** Upstream, too, sends browsers on from here to where its dashboard is. */
  @Get('password-reset/confirm/:uid/:token')
  @Public()
  password(@Param() link: Input, @Res({ passthrough: true }) reply: FastifyReply): string | undefined {
    if (!this.site.isSplit) return shown(PASSWORD, reply);
    const [uid, token] = [link['uid'], link['token']].map((part) => encodeURIComponent(String(part)));
    void reply.headers(PAGE_HEADERS).redirect(this.site.page(`/password-reset/confirm/${uid}/${token}/`), 302);
    return undefined;
  }

  @Post('password-reset/confirm/:uid/:token')
  @Public()
  @HttpCode(200)
  setPassword(
    @Param() link: Input,
    @Body() body: Input,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const work = async (): Promise<void> =>
      this.passwords.reset(await readInput(ResetPasswordDto, { ...body, ...link }));
    return this.tried(PASSWORD, 'Your new password is set. You can log in with it now.', ip, reply, work);
  }

  @Get('email-reset/confirm/:uid/:token')
  @Public()
  address(@Res({ passthrough: true }) reply: FastifyReply): string {
    return shown(ADDRESS, reply);
  }

  @Post('email-reset/confirm/:uid/:token')
  @Public()
  @HttpCode(200)
  setAddress(
    @Param() link: Input,
    @Body() body: Input,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const work = async (): Promise<void> => this.addresses.reset(await readInput(ResetEmailDto, { ...body, ...link }));
    return this.tried(ADDRESS, 'The address is changed. You can log in with it now.', ip, reply, work);
  }

  /** Does the work, and shows what came of it: the same page again where something is to be mended. */
  private async tried(
    page: Page,
    success: string,
    ip: string,
    reply: FastifyReply,
    work: () => Promise<void>,
  ): Promise<string> {
    await this.throttle.take('mailed-link', ip, this.settings.resetThrottle);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      void reply.status(400);
      return shown({ ...page, sentences: sentencesIn(error.faults) }, reply);
    }
    return shown({ title: page.title, sentences: [success] }, reply);
  }
}

function shown(page: Page, reply: FastifyReply): string {
  void reply.headers(PAGE_HEADERS);
  return render(page);
}

function sentencesIn(faults: Faults): string[] {
  if (typeof faults === 'string') return [faults];
  return (Array.isArray(faults) ? faults : Object.values(faults)).flatMap(sentencesIn);
}
