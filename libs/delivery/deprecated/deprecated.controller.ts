import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { NotFound } from '#platform/errors';
import { Answers, CallerOf, KeepsFloats, SdkKey } from '#platform/http';
import { SdkCaller } from '../environment-key.strategy.js';
import type { FlagPiece } from '../flag-piece.js';
import { IdentityEvaluation } from '../identity-evaluation.js';
import { FlagDto, SdkTraitDto } from '../sdk.dto.js';
import { TraitsService } from '../traits/traits.service.js';
import { Usage } from '../usage/usage.js';
import { readPathTrait } from './path-trait.js';
import { PathIdentityDto, PathTraitDto } from './path-identity.dto.js';
import { SegmentsOfIdentity } from './segments-of-identity.js';

/**
 * What old SDKs call, with the identity in the path.
 * // upstream: no identity reaches what writes these answers, so a multivariate flag has its control value
 */
@ApiTags('sdk')
@Controller('api/v1')
export class DeprecatedController {
  constructor(
    private readonly evaluation: IdentityEvaluation,
    private readonly segments: SegmentsOfIdentity,
    private readonly traits: TraitsService,
    private readonly usage: Usage,
  ) {}

  @Get('flags/:identifier')
  @SdkKey('client')
  @ApiQuery({ name: 'feature', required: false, description: 'name of one feature: the answer is that flag alone' })
  @Answers([FlagDto])
  async flags(
    @CallerOf() { opened }: SdkCaller,
    @Param('identifier') identifier: string,
    @Query('feature') feature: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.usage.request(opened.environment.row.id, 'flags');
    const { pieces } = await this.evaluation.of(opened, named(identifier, IDENTIFIER), false);
    reply.type('application/json');
    const name = [feature].flat().at(-1);
    if (typeof name !== 'string' || name === '')
      return void reply.send(listJson(opened.environment.visible(pieces, opened.side)));
    const piece = opened.environment.namedInAnyCase(pieces, name, opened.side);
    if (!piece) throw new NotFound('Given feature not found');
    return void reply.send(piece.controlFlag);
  }

  @Get('identities/:identifier')
  @SdkKey('client')
  @Answers(PathIdentityDto)
  async identity(
    @CallerOf() { opened }: SdkCaller,
    @Param('identifier') identifier: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { environment, side } = opened;
    this.usage.request(environment.row.id, 'identities');
    const { pieces, traits, identity } = await this.evaluation.of(opened, named(identifier, IDENTIFIER), false);
    const hides = environment.row.hideSensitiveData;
    const flags = listJson(environment.visible(pieces, side));
    const segments = JSON.stringify(hides ? [] : this.segments.of(environment, identity));
    const shown = hides ? '[]' : traits.json;
    reply.type('application/json').send(`{"flags":${flags},"traits":${shown},"segments":${segments}}`);
  }

  @Post('identities/:identifier/traits/:key')
  @SdkKey('client')
  @KeepsFloats()
  @ApiBody({ type: PathTraitDto })
  @Answers(SdkTraitDto)
  async set(
    @CallerOf() { opened }: SdkCaller,
    @Param('identifier') identifier: string,
    @Param('key') key: string,
    @Body() body: unknown,
  ): Promise<SdkTraitDto> {
    this.usage.request(opened.environment.row.id, 'identities');
    const trait = readPathTrait(named(identifier, IDENTIFIER), named(key, KEY), body);
    return {
      id: await this.traits.setNamed(opened, trait),
      trait_key: key,
      trait_value: trait.value,
      transient: false,
    };
  }
}

/** Letters, digits and `_` of any script, and what Python's `\w` leaves out. // upstream: §1.3 */
const IDENTIFIER = /^[-\p{L}\p{N}_@%.]+$/u;
const KEY = /^[-\p{L}\p{N}_.]+$/u;

/** @throws NotFound for what is no name: there is no such path then */
function named(text: string, pattern: RegExp): string {
  if (!pattern.test(text)) throw new NotFound();
  return text;
}

function listJson(pieces: readonly FlagPiece[]): string {
  return `[${pieces.map(({ controlFlag }) => controlFlag).join(',')}]`;
}
