/** The body of an answer of the workbench's own server, whose types are known here. */
export async function readJson<T>(response: Response): Promise<T> {
  const body: unknown = await response.json();
  return body as T;
}

/** A value as JSON; undefined where it has none, such as one that nests thousands deep. */
export function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
