import { DiscoveryService, MetadataScanner } from '@nestjs/core';

/** A method of a provider that carries a mark. */
export interface MarkedMethod<Mark> {
  /** `FeatureStates.createForNewFeature` */
  readonly name: string;
  readonly mark: Mark;
  call(...input: unknown[]): Promise<void>;
}

/** The methods of all providers that a decorator made by `DiscoveryService.createDecorator` has marked, in order. */
export function markedMethods<Mark>(
  discovery: DiscoveryService,
  decorator: ReturnType<typeof DiscoveryService.createDecorator<Mark>>,
): MarkedMethod<Mark>[] {
  const scanner = new MetadataScanner();
  return discovery.getProviders().flatMap((wrapper) => {
    const instance: unknown = wrapper.instance;
    if (typeof instance !== 'object' || instance === null || wrapper.isAlias) return [];
    return scanner.getAllMethodNames(Object.getPrototypeOf(instance)).flatMap((method) => {
      const mark = discovery.getMetadataByDecorator(decorator, wrapper, method);
      return mark === undefined ? [] : [{ mark, ...methodOf(instance, method) }];
    });
  });
}

function methodOf(instance: object, method: string): Omit<MarkedMethod<never>, 'mark'> {
  return {
    name: `${instance.constructor.name}.${method}`,
    async call(...input) {
      const body: unknown = Reflect.get(instance, method);
      if (typeof body === 'function') await Reflect.apply(body, instance, input);
    },
  };
}
