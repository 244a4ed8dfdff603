import { hundredmsError, json, type DemoAnswer } from '../answer';
import { wholeOf } from '../params';
import { ROOMS, type DemoRoom } from './rooms';
import { CUSTOMER } from './session';

const TEMPLATE = 'd3e0d3e0d3e0d3e0000000ee';

/** `GET /v2/rooms`. As in the page's sample, `last` is there on the last page too: that it has fewer than `limit` rooms tells the end. */
export function roomListAnswer(query: Readonly<Record<string, string>>): DemoAnswer {
  const limit = wholeOf(query.limit, 10, 100, 10);
  const named = ROOMS.filter(({ name }) => query.name === undefined || name === query.name);
  const before = query.start === undefined ? -1 : named.findIndex(({ id }) => id === query.start);
  if (limit === null || (query.start !== undefined && before === -1)) {
    return hundredmsError(400, 'Invalid query parameter');
  }
  const page = named.slice(before + 1, before + 1 + limit);
  return json(200, { limit, data: page.map(documentOf), last: page[page.length - 1]?.id ?? '' });
}

function documentOf({ id, name, description, created_at, updated_at }: DemoRoom): Readonly<Record<string, unknown>> {
  return {
    id,
    name,
    enabled: true,
    description,
    customer_id: CUSTOMER,
    recording_source_template: false,
    template_id: TEMPLATE,
    template: 'demo-template',
    region: 'eu',
    created_at,
    updated_at,
    key: `${CUSTOMER}:${name}`,
    large_room: false,
  };
}
