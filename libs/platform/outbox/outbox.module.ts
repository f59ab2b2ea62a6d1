import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Events } from './events.js';

/** Lets every lib publish events and react to them within the transaction. */
@Global()
@Module({ imports: [DiscoveryModule], providers: [Events], exports: [Events] })
export class OutboxModule {}
