import { Bool, DateTime, ListOf, Nested, Text, Texts } from '#platform/http';
import { Invalid } from '#platform/errors';
import type { Onboarding } from '../user.entity.js';

class OnboardingTaskDto {
  @Text() name: string;
  @DateTime({ optional: true, nullable: true }) completed_at?: string | null;
}

class OnboardingToolsDto {
  @Bool({ optional: true, nullable: true }) completed?: boolean | null;
  @Texts() integrations: string[];
}

export class UpdateOnboardingDto {
  @ListOf(() => OnboardingTaskDto, { optional: true }) tasks?: OnboardingTaskDto[];
  @Nested(() => OnboardingToolsDto, { optional: true }) tools?: OnboardingToolsDto;
  @Texts({ optional: true }) hosting_preferences?: string[];
}

export class OnboardingDto {
  @ListOf(() => OnboardingTaskDto) tasks: OnboardingTaskDto[];
  @Nested(() => OnboardingToolsDto, { optional: true }) tools?: OnboardingToolsDto;
  @Texts({ optional: true }) hosting_preferences?: string[];
}

const MOST_CHARACTERS = 20_000;

/** What was told, with what upstream fills in. @throws Invalid where nothing was told, or too much to keep */
export function readOnboarding({ tasks, tools, hosting_preferences }: UpdateOnboardingDto): Onboarding {
  if (!tasks && !tools && !hosting_preferences)
    throw Invalid.whole("At least one of 'tasks' or 'tools' or 'hosting_preferences' must be provided.");
  const parts: Onboarding = {
    ...(tasks && { tasks: tasks.map(({ name, completed_at }) => ({ name, completed_at: inUtc(completed_at) })) }),
    ...(tools && { tools: { completed: tools.completed ?? true, integrations: tools.integrations } }),
    ...(hosting_preferences && { hosting_preferences }),
  };
  if (JSON.stringify(parts).length > MOST_CHARACTERS) throw Invalid.whole('This is too much to remember.');
  return parts;
}

const inUtc = (moment: string | null | undefined): string =>
  (moment ? new Date(moment) : new Date()).toISOString().replace('.000Z', 'Z');

export function toOnboarding(known: Onboarding | null): OnboardingDto | null {
  if (!known) return null;
  const { tasks = [], tools, hosting_preferences } = known;
  return {
    tasks: tasks.map((task) => ({ ...task })),
    ...(tools && { tools: { ...tools, integrations: [...tools.integrations] } }),
    ...(hosting_preferences && { hosting_preferences: [...hosting_preferences] }),
  };
}
