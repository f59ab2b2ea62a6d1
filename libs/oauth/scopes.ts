import { ApiProperty } from '@nestjs/swagger';
import { Text, Texts } from '#platform/http';
import { OAuthFault } from './oauth-fault.js';

/** The client that is ours: the command line, which may do all that its user may. */
const COMMAND_LINE = 'flagsmith-cli';

interface ScopeText {
  readonly label: string;
  readonly grants: readonly string[];
}

const SCOPES: ReadonlyMap<string, ScopeText> = new Map([
  [
    'mcp',
    {
      label: 'MCP access',
      grants: [
        'Manage feature flags, toggle states, and update values',
        'Create and manage audience targeting segments',
        'View and configure environments',
        'View and update project settings',
        'Create and review change requests',
        'View organisation details, roles, and groups',
        'Act with your own permissions, in every organisation you belong to',
      ],
    },
  ],
  [
    'admin-api',
    {
      label: 'Admin API access',
      grants: [
        'Act with your own permissions, in every organisation you belong to',
        'Manage feature flags, segments, environments and projects you can access',
        'Manage organisation settings, members and roles you can access',
      ],
    },
  ],
]);

export const SCOPE_NAMES: readonly string[] = [...SCOPES.keys()];

/** The one scope that a client may have. */
const scopeOf = (clientId: string): string => (clientId === COMMAND_LINE ? 'admin-api' : 'mcp');

/**
 * The scopes that a client asks for; none means the one that it may have.
 * @throws OAuthFault for any other
 */
export function readScopes(clientId: string, asked: string | undefined): string[] {
  const allowed = scopeOf(clientId);
  const names = new Set((asked ?? allowed).split(' ').filter(Boolean));
  if (names.size === 0) return [allowed];
  if ([...names].some((name) => name !== allowed)) throw new OAuthFault('invalid_scope');
  return [...names];
}

/** How a scope is explained to who is asked to grant it. */
export class ScopeDto {
  @Text() label: string;
  @Texts() grants: string[];
}

/** By the names of the scopes. */
export class ScopesDto {
  @ApiProperty({ type: ScopeDto, required: false }) mcp?: ScopeDto;
  @ApiProperty({ type: ScopeDto, required: false, name: 'admin-api' }) 'admin-api'?: ScopeDto;
}

export function explainScopes(names: readonly string[]): ScopesDto {
  const texts = names.flatMap((name) => {
    const text = SCOPES.get(name);
    return text ? [[name, { label: text.label, grants: [...text.grants] }] as const] : [];
  });
  return Object.fromEntries(texts);
}
