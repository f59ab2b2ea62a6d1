import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { DomainError } from '#platform/errors';
import type { Caller } from './caller.js';

/** Loads the thing of one level that a path names. A lib has one for each level it owns. */
export interface ScopeLoader {
  /** What a caller hears where there is none. */
  absent(): DomainError;
  /** Whether the name in a path can be guessed, as numbers can: then 403 for strangers is 403 for what is not there too. */
  isGuessable?(parameters: Readonly<Record<string, string>>): boolean;
  load(parameters: Readonly<Record<string, string>>): Promise<object | undefined>;
}

/** Marks the provider that loads a level: `@ScopeOf('project')`. */
export const ScopeOf = DiscoveryService.createDecorator<string>();

/** `hidden`: the caller may not even see the thing; `blind`: they may do it, without seeing the thing. */
export type Verdict = 'allowed' | 'blind' | 'denied' | 'hidden';

/** The single thing that a request is about. Nobody has looked yet whether there is such a thing. */
export interface Subject {
  readonly kind: string;
  readonly id: number;
}

/** Decides whether a caller has a permission on a thing of a level. The access lib provides it. */
export abstract class Permissions {
  abstract judge(caller: Caller, level: string, scope: object, permission: string, about?: Subject): Promise<Verdict>;
}

/** All levels that the libs of this application can load. */
@Injectable()
export class Scopes implements OnModuleInit {
  private readonly loaders = new Map<string, ScopeLoader>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders({ metadataKey: ScopeOf.KEY })) {
      const level = this.discovery.getMetadataByDecorator(ScopeOf, wrapper);
      const loader: unknown = wrapper.instance;
      if (level && isLoader(loader)) this.loaders.set(level, loader);
    }
  }

  get levels(): string[] {
    return [...this.loaders.keys()];
  }

  loader(level: string): ScopeLoader {
    const loader = this.loaders.get(level);
    if (!loader) throw new Error(`no lib loads the level "${level}"`);
    return loader;
  }
}

function isLoader(value: unknown): value is ScopeLoader {
  return typeof value === 'object' && value !== null && 'load' in value && 'absent' in value;
}
