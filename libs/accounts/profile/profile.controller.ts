import { Body, Controller, Delete, Get, Patch, Put, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { NotFound } from '#platform/errors';
import { Answers, AnswersNothing, CallerOf, IdOf, SignedIn, type Caller } from '#platform/http';
import { UserAccountSettings } from '../accounts.settings.js';
import { SessionAnswers } from '../sessions/session-answers.js';
import { personBehind } from '../user.caller.js';
import { UserRepository } from '../user.repository.js';
import { UpdateOnboardingDto } from './onboarding.dto.js';
import { CloseAccountDto, PatchProfileDto, ProfileDto, toProfile, UpdateProfileDto } from './profile.dto.js';
import { ProfileService } from './profile.service.js';

@ApiTags('auth')
@Controller('api/v1/auth/users')
export class ProfileController {
  constructor(
    private readonly profiles: ProfileService,
    private readonly users: UserRepository,
    private readonly answers: SessionAnswers,
    private readonly settings: UserAccountSettings,
  ) {}

  @Get('me')
  @SignedIn()
  @Answers(ProfileDto)
  async retrieve(@CallerOf() caller: Caller): Promise<ProfileDto> {
    const user = personBehind(caller);
    await this.users.markSeen(user, this.settings.seenEveryMinutes * 60_000);
    return toProfile(user);
  }

  @Put('me')
  @SignedIn()
  @Answers(ProfileDto)
  async replace(@CallerOf() caller: Caller, @Body() input: UpdateProfileDto): Promise<ProfileDto> {
    return toProfile(await this.profiles.update(personBehind(caller), input));
  }

  @Patch('me')
  @SignedIn()
  @Answers(ProfileDto)
  async update(@CallerOf() caller: Caller, @Body() input: PatchProfileDto): Promise<ProfileDto> {
    return toProfile(await this.profiles.update(personBehind(caller), input));
  }

  @Patch('me/onboarding')
  @SignedIn()
  @AnswersNothing()
  noteOnboarding(@CallerOf() caller: Caller, @Body() input: UpdateOnboardingDto): Promise<void> {
    return this.profiles.noteOnboarding(personBehind(caller), input);
  }

  @Delete('me')
  @SignedIn()
  @AnswersNothing()
  async close(
    @CallerOf() caller: Caller,
    @Body() input: CloseAccountDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const user = personBehind(caller);
    await this.profiles.close(user, input);
    this.answers.forget(reply);
  }

  @Delete(':userId')
  @SignedIn()
  @AnswersNothing()
  async closeById(
    @CallerOf() caller: Caller,
    @IdOf('userId') id: number,
    @Body() input: CloseAccountDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.profiles.closeById(personBehind(caller), id, input);
    this.answers.forget(reply);
  }

  /** upstream: users are not listed, nor found by id, not even oneself */
  @Get()
  @SignedIn()
  @Answers([ProfileDto])
  list(): never {
    throw new NotFound();
  }

  @Get(':userId')
  @SignedIn()
  @Answers(ProfileDto)
  retrieveById(): never {
    throw new NotFound();
  }

  @Put(':userId')
  @SignedIn()
  @Answers(ProfileDto)
  replaceById(): never {
    throw new NotFound();
  }

  @Patch(':userId')
  @SignedIn()
  @Answers(ProfileDto)
  updateById(): never {
    throw new NotFound();
  }
}
