/** The body of an answer of the workbench's own server, whose types are known here. */
export async function readJson<T>(response: Response): Promise<T> {
  const body: unknown = await response.json();
  return body as T;
}
