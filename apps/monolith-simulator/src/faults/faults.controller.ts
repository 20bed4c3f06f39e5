import { Body, Controller, Delete, Get, Inject, Put } from '@nestjs/common';
import { readControl } from '../simulator-control.errors.js';
import { CONTACT_CALLS, FAULTS } from '../tokens.js';
import type { ContactCalls } from './contact-calls.js';
import { FaultSettings } from './fault-settings.js';
import type { Faults } from './faults.js';

/** `/simulator/faults` and `/simulator/contact-calls`. */
@Controller('simulator')
export class FaultsController {
  constructor(
    @Inject(FAULTS) private readonly faults: Faults,
    @Inject(CONTACT_CALLS) private readonly calls: ContactCalls,
  ) {}

  @Get('faults')
  show(): object {
    return { ...this.faults.settings, injected: this.faults.injected };
  }

  @Put('faults')
  set(@Body() body: unknown): object {
    this.faults.set(readControl(FaultSettings, body));
    return this.show();
  }

  @Get('contact-calls')
  contactCalls(): object {
    return this.calls.report();
  }

  @Delete('contact-calls')
  forget(): object {
    this.calls.reset();
    return this.calls.report();
  }
}
