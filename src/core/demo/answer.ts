/** What a service would have answered. */
export interface DemoAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

export function json(status: number, document: unknown): DemoAnswer {
  return { status, contentType: 'application/json', text: JSON.stringify(document) };
}

/** An error in 100ms' shape. */
export function hundredmsError(code: number, message: string, ...details: readonly string[]): DemoAnswer {
  return json(code, { code, message, details });
}

/** An error in Storm's shape. */
export function stormError(status: number, message: string): DemoAnswer {
  return json(status, { message });
}

/** What Storm answers where all is well. */
export function stormAnswer(data: unknown, executionTime: number, now: number): DemoAnswer {
  return json(200, { data, meta: { executionTime, generatedAt: now } });
}
