import type { Queryable } from '@ftgo/platform-postgres';
import { addressOf } from './address.js';
import { FtgoError } from './ftgo.errors.js';
import type { CreateCourierRequest } from './request-bodies.js';

export interface CourierAction {
  readonly type: string;
}

/** `GET /couriers/{id}`; times and orders of the actions are not told. */
export interface CourierResponse {
  readonly id: number;
  readonly plan: { readonly actions: readonly CourierAction[] };
  readonly available: boolean;
}

/** FTGO's couriers over REST. An id that nobody has is a 500 here, not a 404. */
export class Couriers {
  constructor(private readonly database: Queryable) {}

  async create({ name, address }: CreateCourierRequest): Promise<number> {
    const { street1, street2, city, state, zip } = addressOf(address);
    const [created] = await this.database.query<{ id: number }>(
      `insert into courier (first_name, last_name, street1, street2, city, state, zip)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [name?.firstName, name?.lastName, street1, street2, city, state, zip],
    );
    if (created === undefined) throw new FtgoError('the courier was not written');
    return created.id;
  }

  /** @throws FtgoError */
  async setAvailability(courierId: number, available: boolean): Promise<void> {
    const found = await this.database.query(
      'update courier set available = $2 where id = $1 returning id',
      [courierId, available],
    );
    if (found.length === 0) throw new FtgoError('No value present');
  }

  /** @throws FtgoError */
  async find(courierId: number): Promise<CourierResponse> {
    const [courier] = await this.database.query<{ available: boolean | null }>(
      'select available from courier where id = $1',
      [courierId],
    );
    if (courier === undefined) throw new FtgoError('No value present');
    // Until the first availability call the column is null, and FTGO unboxes it.
    if (courier.available === null) throw new FtgoError('');
    const actions = await this.database.query<CourierAction>(
      'select type from courier_actions where courier_id = $1 order by id',
      [courierId],
    );
    return { id: courierId, plan: { actions }, available: courier.available };
  }
}
