import { Injectable } from '@nestjs/common';

/** Changes that this process has committed itself: it need not wait for PostgreSQL to tell it. */
@Injectable()
export class LocalChanges {
  private readonly listeners = new Set<(environmentId: number) => void>();

  announce(environmentId: number): void {
    for (const listener of this.listeners) listener(environmentId);
  }

  onChange(listener: (environmentId: number) => void): void {
    this.listeners.add(listener);
  }
}
