import { Choice, DateTime, Int, ListOf, Text } from '#platform/http';

const PROVIDERS = ['github'];

function urlFault(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.host && /^(https?|ftps?):$/.test(url.protocol) && !/\s/.test(text) ? undefined : 'Enter a valid URL.';
}

export class PlaceDto {
  @Text({ max: 4_096 }) file_path: string;
  @Int({ min: 1 }) line_number: number;
}

export class FoundPlaceDto extends PlaceDto {
  @Text({ max: 100 }) feature_name: string;
}

/** What somebody found in a repository: all places of all features. */
export class CreateScanDto {
  @Text({ max: 200, also: urlFault }) repository_url: string;
  @Choice(PROVIDERS, { optional: true }) vcs_provider?: string;
  @Text({ max: 100 }) revision: string;
  @ListOf(() => FoundPlaceDto) code_references: FoundPlaceDto[];
}

export class ScanDto {
  @DateTime() created_at: string;
  @Int() project: number;
  @Text() repository_url: string;
  @Choice(PROVIDERS) vcs_provider: string;
  @Text() revision: string;
  @ListOf(() => FoundPlaceDto) code_references: FoundPlaceDto[];
}

export class CodeReferenceDto extends FoundPlaceDto {
  @Text() permalink: string;
}

/** Where a feature is in one repository. */
export class CodeReferencesDto {
  @Text() repository_url: string;
  @Choice(PROVIDERS) vcs_provider: string;
  @Text() revision: string;
  @DateTime() last_successful_repository_scanned_at: string;
  @DateTime({ nullable: true }) last_feature_found_at: string | null;
  @ListOf(() => CodeReferenceDto) code_references: CodeReferenceDto[];
}

/** In how many places a feature is in one repository. */
export class CodeReferencesCountDto {
  @Text() repository_url: string;
  @Int() count: number;
  @DateTime() last_successful_repository_scanned_at: string;
  @DateTime({ nullable: true }) last_feature_found_at: string | null;
}
