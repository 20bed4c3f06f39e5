import type { GetConsumerResponse } from '@ftgo/monolith-contracts';
import type { Queryable } from '@ftgo/platform-postgres';
import { FtgoError, NothingFoundError } from './ftgo.errors.js';
import type { CreateConsumerRequest } from './request-bodies.js';

interface ConsumerRow {
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly locale: string | null;
}

/** FTGO's consumers, with the contact data that it lacks. */
export class Consumers {
  constructor(private readonly database: Queryable) {}

  async create({ name, email, phone, locale }: CreateConsumerRequest): Promise<number> {
    const [created] = await this.database.query<{ id: number }>(
      `insert into consumers (first_name, last_name, email, phone, locale)
       values ($1, $2, $3, $4, $5) returning id`,
      [name?.firstName, name?.lastName, email, phone, locale],
    );
    if (created === undefined) throw new FtgoError('the consumer was not written');
    return created.id;
  }

  /** @throws NothingFoundError */
  async find(consumerId: number): Promise<GetConsumerResponse> {
    const [found] = await this.database.query<ConsumerRow>(
      'select first_name, last_name, email, phone, locale from consumers where id = $1',
      [consumerId],
    );
    if (found === undefined) throw new NothingFoundError();
    const { first_name: firstName, last_name: lastName, email, phone, locale } = found;
    // FTGO's GetConsumerResponse(name) never sets the id that it inherits.
    return { consumerId: 0, name: { firstName, lastName }, email, phone, locale };
  }
}
