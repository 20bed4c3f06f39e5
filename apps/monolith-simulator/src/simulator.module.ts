import type { DynamicModule, Provider } from '@nestjs/common';
import { Global, Module } from '@nestjs/common';
import { TRAM_CHANNELS } from '@ftgo/monolith-contracts';
import type { Logger } from '@ftgo/platform-observability';
import { ObservabilityModule } from '@ftgo/platform-observability';
import { PostgresModule } from '@ftgo/platform-postgres';
import type { ExchangeDeclaration } from '@ftgo/platform-rabbitmq';
import { RabbitmqModule } from '@ftgo/platform-rabbitmq';
import { creditsProviders } from './credits/credits.providers.js';
import { CreditsController } from './credits/credits.controller.js';
import { FaultsController } from './faults/faults.controller.js';
import { ConsumersController } from './ftgo/consumers.controller.js';
import { CouriersController } from './ftgo/couriers.controller.js';
import { OrderAdditionsController } from './ftgo/order-additions.controller.js';
import { OrdersController } from './ftgo/orders.controller.js';
import { RestaurantsController } from './ftgo/restaurants.controller.js';
import { ReplayController } from './replay/replay.controller.js';
import type { SimulatorConfig } from './simulator.config.js';
import { simulatorProviders } from './simulator.providers.js';
import { OFFER_CONSUMPTIONS } from './tokens.js';

const APP = 'monolith-simulator';
const POOL_SIZE = 8;

/** The simulator's root: the platform around it, FTGO's paths, the simulator's own controls. */
@Module({})
export class SimulatorModule {
  static forConfig(config: SimulatorConfig, logger: Logger): DynamicModule {
    const { databaseUrl: url, rabbitmqUrl, eventsExchange, offers } = config;
    return {
      module: SimulatorModule,
      imports: [
        ObservabilityModule.forApp(APP, logger),
        PostgresModule.forRoot({ url, applicationName: APP, poolSize: POOL_SIZE }),
        RabbitmqModule.forRoot({
          url: rabbitmqUrl,
          app: APP,
          exchanges: [eventsExchange, offers.exchange, ...tramChannels(config)],
          consumptions: OFFER_CONSUMPTIONS,
          imports: [creditsModule(creditsProviders(config))],
        }),
      ],
      controllers: [
        ConsumersController,
        CreditsController,
        CouriersController,
        FaultsController,
        OrderAdditionsController,
        OrdersController,
        ReplayController,
        RestaurantsController,
      ],
      providers: simulatorProviders(config),
    };
  }
}

/** As Eventuate declares them: fanouts that go with the broker's restart. */
function tramChannels({ eventFormats }: SimulatorConfig): ExchangeDeclaration[] {
  if (!eventFormats.includes('tram')) return [];
  return TRAM_CHANNELS.map((name) => ({ name, type: 'fanout', durable: false }));
}

/** What RabbitmqModule needs before it is there itself: the consumption of accepted offers. */
@Global()
@Module({})
class CreditsModule {}

function creditsModule(providers: Provider[]): DynamicModule {
  const exports = providers.map((provider) =>
    'provide' in provider ? provider.provide : provider,
  );
  return { module: CreditsModule, providers, exports };
}
