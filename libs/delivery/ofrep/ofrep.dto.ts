import { ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Bool, Choice, Int, ListOf, Nested, Scalar, Text, Texts } from '#platform/http';

/** The error codes of OpenFeature that an evaluation can have here. */
export const OFREP_ERRORS = ['PARSE_ERROR', 'INVALID_CONTEXT', 'TARGETING_KEY_MISSING', 'FLAG_NOT_FOUND'] as const;
export type OfrepError = (typeof OFREP_ERRORS)[number];

/** How a value came about, as OpenFeature names it. */
export const OFREP_REASONS = ['STATIC', 'TARGETING_MATCH', 'SPLIT', 'DISABLED', 'UNKNOWN'] as const;
export type OfrepReason = (typeof OFREP_REASONS)[number];

export class OfrepRequestDto {
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: '`targetingKey` is the identifier of the identity; the rest are traits for this evaluation alone',
  })
  context?: object;
}

export class OfrepMetadataDto {
  @Bool({ description: 'whether the flag is on, whatever its value' }) enabled: boolean;
}

export class OfrepFlagDto {
  @Text() key: string;
  @Scalar({ optional: true, description: 'none where the flag is off and has a value: the default of the code counts' })
  value?: string | number | boolean;
  @Choice(OFREP_REASONS) reason: OfrepReason;
  @Text({ optional: true, description: 'of multivariate flags: key of the option, or `control`' }) variant?: string;
  @Nested(() => OfrepMetadataDto) metadata: OfrepMetadataDto;
}

export class OfrepFailureDto {
  @Text({ optional: true, description: 'where the failure is of one flag' }) key?: string;
  @Choice(OFREP_ERRORS) errorCode: OfrepError;
  @Text() errorDetails: string;
}

/** Nobody is known, or the server is at fault: OpenFeature has no code for that. */
export class OfrepRefusalDto {
  @Text() errorDetails: string;
}

export class EventStreamEndpointDto {
  @Text({ description: 'path and query, at the origin that the provider knows' }) requestUri: string;
}

/** Where a provider hears of changes. */
export class EventStreamDto {
  @Choice(['sse']) type: 'sse';
  @Nested(() => EventStreamEndpointDto) endpoint: EventStreamEndpointDto;
  @Int({ description: 'how long a page that nobody looks at keeps its stream' }) inactivityDelaySec: number;
}

export class OfrepFlagsDto {
  @ApiProperty({
    type: 'array',
    items: { oneOf: [{ $ref: getSchemaPath(OfrepFlagDto) }, { $ref: getSchemaPath(OfrepFailureDto) }] },
  })
  flags: (OfrepFlagDto | OfrepFailureDto)[];
  @ListOf(() => EventStreamDto) eventStreams: EventStreamDto[];
}

class PollingDto {
  @Bool() enabled: boolean;
  @Int() minPollingIntervalMs: number;
}

class CacheInvalidationDto {
  @Nested(() => PollingDto) polling: PollingDto;
}

class FlagEvaluationDto {
  @Texts() supportedTypes: string[];
}

class CachingDto {
  @Bool() enabled: boolean;
}

class CapabilitiesDto {
  @Nested(() => CacheInvalidationDto) cacheInvalidation: CacheInvalidationDto;
  @Nested(() => FlagEvaluationDto) flagEvaluation: FlagEvaluationDto;
  @Nested(() => CachingDto) caching: CachingDto;
}

/** What providers asked for first, before version 0.2 of the protocol. */
export class OfrepConfigurationDto {
  @Text() name: string;
  @Nested(() => CapabilitiesDto) capabilities: CapabilitiesDto;
}
