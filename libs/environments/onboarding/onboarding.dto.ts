import { Choice, DateTime, Text } from '#platform/http';
import type { FirstEvaluation } from './first-evaluation.repository.js';
import { KNOWN_SDKS } from './known-sdks.js';

export class RecordFirstEvaluationDto {
  @Choice([...KNOWN_SDKS, 'unknown']) first_evaluated_sdk_label: string;
}

export class OnboardingStatusDto {
  @DateTime({ nullable: true }) first_evaluated_at: string | null;
  @Text({ nullable: true }) first_evaluated_sdk_label: string | null;
}

export function toOnboardingStatus(first: FirstEvaluation | undefined): OnboardingStatusDto {
  return { first_evaluated_at: first?.at.toISOString() ?? null, first_evaluated_sdk_label: first?.sdk ?? null };
}
